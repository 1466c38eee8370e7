const SHELL =
  /^(?:(?:ba|z|k|mk|da|a|y|pdk|oil|o|nu|el|r?ba|rz)?sh|ksh93|csh|tcsh|fish|xonsh|pwsh|bash-static|rbash|rc|osh|lksh|posh)$/i

/** Whether a program name is a command interpreter. */
export function isShell(name: string): boolean {
  return SHELL.test(name)
}
