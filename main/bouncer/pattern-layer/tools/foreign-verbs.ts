import type { Intent } from './intent.ts'

/** Verbs in the names of tools and on buttons in other languages, in the forms that name an act. */
const WORDS: Readonly<Record<'read' | 'destroy' | 'send' | 'change' | 'run', string>> = {
  read: 'lesen lies suchen suche zeige zeigen auflisten abrufen finde lire chercher rechercher afficher lister obtenir leer buscar listar obtener mostrar consultar ler obter exibir leggi cerca elenca 获取 查询 搜索 读取 取得 検索 表示 一覧 получить найти показать список',
  destroy:
    'loeschen löschen loesche lösche entfernen entferne stornieren kündigen kuendigen supprimer effacer annuler retirer résilier eliminar borrar suprimir cancelar quitar excluir apagar remover deletar elimina cancella rimuovi 删除 移除 清空 取消 削除 消去 удалить удали отменить очистить',
  send: 'senden sende schicken schicke veröffentlichen veroeffentlichen bezahlen zahlen überweisen ueberweisen bestellen kaufen teilen antworten envoyer publier payer acheter commander partager répondre virer enviar publicar pagar comprar compartir responder transferir invia pubblica paga acquista 发送 发布 支付 购买 转账 送信 公開 支払 購入 отправить опубликовать оплатить купить',
  change:
    'erstellen anlegen ändern aendern aktualisieren bearbeiten speichern hinzufügen hinzufuegen umbenennen créer creer modifier ajouter enregistrer renommer déployer crear modificar actualizar añadir agregar guardar desplegar criar atualizar adicionar salvar alterar crea aggiungi modifica aggiorna 创建 更新 修改 添加 保存 作成 変更 追加 создать изменить обновить добавить',
  run: 'ausführen ausfuehren starten exécuter executer lancer ejecutar iniciar executar rodar esegui avvia 执行 运行 実行 выполнить запустить',
}

/** What verbs of other languages say that a tool does. */
export const FOREIGN_VERBS: readonly (readonly [string, Intent])[] = (
  Object.entries(WORDS) as [Intent, string][]
).flatMap(([intent, words]) => words.split(' ').map((word) => [word, intent] as const))
