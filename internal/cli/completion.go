package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" help:"bash, zsh, fish or powershell." enum:"bash,zsh,fish,powershell"`
}

// Run prints a script that completes commands and flags.
func (c *completionCmd) Run(r *run, k *kong.Kong) error {
	words := completions(k.Model.Node, "")
	print := map[string]func(io.Writer, [][2]string) error{
		"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion, "powershell": powershellCompletion}[c.Shell]
	return print(r.env.Stdout, words)
}

// completions lists, for every command path ("", "task", "task list"), the words
// that may follow it.
func completions(node *kong.Node, path string) [][2]string {
	var next []string
	for _, child := range node.Children {
		if !child.Hidden {
			next = append(next, child.Name)
		}
	}
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			next = append(next, "--"+flag.Name)
		}
	}
	out := [][2]string{{path, strings.Join(next, " ")}}
	for _, child := range node.Children {
		if !child.Hidden {
			out = append(out, completions(child, strings.TrimSpace(path+" "+child.Name))...)
		}
	}
	return out
}

func bashCompletion(w io.Writer, words [][2]string) error {
	fmt.Fprint(w, `# Completion of fenceline for bash. Use: source <(fenceline completion bash)
_fenceline() {
    local path="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in -*) continue ;; esac
        path="${path:+$path }$word"
    done
    local next=""
    while :; do
        case "$path" in
`)
	for _, pair := range words {
		fmt.Fprintf(w, "        %q) next=%q; break ;;\n", pair[0], pair[1])
	}
	_, err := fmt.Fprint(w, `        esac
        case $path in *" "*) path=${path% *} ;; *) path="" ;; esac
    done
    COMPREPLY=($(compgen -W "$next" -- "${COMP_WORDS[COMP_CWORD]}"))
    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _fenceline fenceline
`)
	return err
}

func zshCompletion(w io.Writer, words [][2]string) error {
	fmt.Fprintln(w, "# Completion of fenceline for zsh. Use: source <(fenceline completion zsh)")
	fmt.Fprintln(w, "autoload -U +X bashcompinit && bashcompinit")
	return bashCompletion(w, words)
}

func fishCompletion(w io.Writer, words [][2]string) error {
	fmt.Fprintln(w, "# Completion of fenceline for fish. Use: fenceline completion fish | source")
	fmt.Fprint(w, `function __fenceline_path
    set -l path
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or set path $path $word
    end
    string join ' ' $path
end
`)
	for _, pair := range words {
		if _, err := fmt.Fprintf(w, "complete -c fenceline -n 'test (__fenceline_path) = \"%s\"' -a '%s'\n", pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

func powershellCompletion(w io.Writer, words [][2]string) error {
	fmt.Fprint(w, `# Completion of fenceline for PowerShell. Use: fenceline completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName fenceline -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
`)
	for _, pair := range words {
		fmt.Fprintf(w, "        '%s' = '%s'\n", pair[0], pair[1])
	}
	_, err := fmt.Fprint(w, `    }
    $path = ($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { "$_" -notlike '-*' -and "$_" -ne $wordToComplete }) -join ' '
    while (-not $words.ContainsKey($path)) { $path = if ($path -match ' ') { $path -replace ' [^ ]*$', '' } else { '' } }
    $words[$path] -split ' ' | Where-Object { $_ -like "$wordToComplete*" }
}
`)
	return err
}
