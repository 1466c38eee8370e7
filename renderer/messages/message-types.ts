/** A text: one sentence, or one sentence for each plural form that English knows (chosen by the slot `count`). */
export type Message = string | { readonly one: string; readonly other: string }

/** The texts of one feature, by key. */
export type Messages = Readonly<Record<string, Message>>

type NamesIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The names of the slots of a message. */
export type SlotNames<M> = M extends { readonly one: infer A; readonly other: infer B }
  ? NamesIn<A> | NamesIn<B> | 'count'
  : NamesIn<M>
