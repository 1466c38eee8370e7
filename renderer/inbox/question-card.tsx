import { type ReactElement, useState } from 'react'
import type { AgentQuestion, InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { answersOf, type Choice, noChoice, toggledLabel } from './choices.ts'
import { NotNow } from './not-now.tsx'
import { QuestionFrame } from './question-frame.tsx'
import { useAnswering } from './use-answering.ts'

export interface QuestionCardProps {
  readonly item: InboxItem
  readonly body: Extract<InboxBody, { kind: 'question' }>
}

/** What the agent itself wants to know: its options, or an answer in the person's own words. */
export function QuestionCard({ item, body }: QuestionCardProps): ReactElement {
  const answering = useAnswering(item)
  const [choices, setChoices] = useState<readonly Choice[]>(body.questions.map(() => noChoice))
  const [putsOff, setPutsOff] = useState(false)
  const answers = answersOf(body.questions, choices)
  const send = () => {
    if (answers) answering.answer({ kind: 'answers', answers })
  }
  return (
    <QuestionFrame
      item={item}
      failure={answering.failure}
      isReady={answering.isReady}
      keys={{ n: () => setPutsOff(true) }}
      footer={
        <>
          <Button
            variant="primary"
            onClick={send}
            {...(answers ? {} : { disabledReason: t('inbox.needs-answers') })}
          >
            {t('inbox.answer')}
          </Button>
          <span className="question-card-space" />
          <NotNow onSetAside={answering.setAside} open={putsOff} onOpenChange={setPutsOff} />
        </>
      }
    >
      <p className="question-card-origin">{t('inbox.agents-words')}</p>
      <div className="question-card-options">
        {body.questions.map((question, at) => (
          <Options
            key={question.question}
            question={question}
            labelHidden={at === 0}
            choice={choices[at] ?? noChoice}
            onChange={(choice) => setChoices(choices.with(at, choice))}
          />
        ))}
      </div>
    </QuestionFrame>
  )
}

interface OptionsProps {
  readonly question: AgentQuestion
  /** The first question is the card's title already. */
  readonly labelHidden: boolean
  readonly choice: Choice
  readonly onChange: (choice: Choice) => void
}

const other = 'other'

function Options({ question, labelHidden, choice, onChange }: OptionsProps): ReactElement {
  const { options, multiSelect } = question
  const own = choice.another !== null && (
    <Field
      label={t('inbox.another-text', { question: question.question })}
      labelHidden
      placeholder={t('inbox.another-placeholder')}
      maxLength={4_000}
      value={choice.another}
      onValueChange={(another) => onChange({ ...choice, another })}
    />
  )
  if (multiSelect) {
    return (
      <fieldset className="choice-group choice-group-stack">
        <legend className={labelHidden ? 'visually-hidden' : 'choice-legend'}>
          {question.question}
        </legend>
        {options.map(({ label, description }) => (
          <Checkbox
            key={label}
            label={label}
            description={description || undefined}
            checked={choice.labels.includes(label)}
            onCheckedChange={() => onChange(toggledLabel(choice, label))}
          />
        ))}
        <Checkbox
          label={t('inbox.another')}
          checked={choice.another !== null}
          onCheckedChange={(isOn) => onChange({ ...choice, another: isOn ? '' : null })}
        />
        {own}
      </fieldset>
    )
  }
  const [label] = choice.labels
  const chosen = label === undefined ? undefined : `option-${label}`
  const value = choice.another === null ? chosen : other
  return (
    <div>
      <RadioGroup
        label={question.question}
        labelHidden={labelHidden}
        layout="line"
        value={value}
        options={[
          ...options.map((option) => ({
            value: `option-${option.label}`,
            label: option.label,
            description: option.description || undefined,
          })),
          { value: other, label: t('inbox.another') },
        ]}
        onValueChange={(next) =>
          onChange(
            next === other
              ? { labels: [], another: '' }
              : { labels: [next.slice('option-'.length)], another: null },
          )
        }
      />
      {own}
    </div>
  )
}
