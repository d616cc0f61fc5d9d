"""Completion for bash, zsh and fish: what can stand at a place is in the file, so that a Tab starts no Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.desktop.manual import Choice, Manual, Verb


def bash_completion(manual: Manual) -> str:
    """The function that bash-completion loads when `postil` is completed for the first time."""
    cases = "\n".join(_bash_case(path, verb) for path, verb in _every(manual.program))
    deep = "|".join(verb.name for verb in manual.program.verbs if verb.verbs)
    return f"""# bash completion for postil
_postil() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} path='' files=yes i
    # readline has "=" as a word of its own
    [[ $cur == "=" ]] && cur=
    [[ $prev == "=" ]] && ((COMP_CWORD > 1)) && prev=${{COMP_WORDS[COMP_CWORD-2]}}
    local -a words=() found=()
    COMPREPLY=()
    if ((COMP_CWORD > 1)); then
        path=${{COMP_WORDS[1]}}
        case $path in
        {deep or "''"}) ((COMP_CWORD > 2)) && path+=" ${{COMP_WORDS[2]}}" ;;
        esac
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${{COMP_WORDS[i]}} == -- ]] && path=--
    done
    case $path in
{cases}
    *) ;;
    esac
    if ((${{#words[@]}})); then
        mapfile -t COMPREPLY < <(compgen -W "${{words[*]}}" -- "$cur")
    fi
    if [[ $files == yes && $cur != -* ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t found < <(compgen -f -- "$cur")
        COMPREPLY+=("${{found[@]}}")
    fi
}}
complete -F _postil postil postil-gui
"""


def zsh_completion(manual: Manual) -> str:
    """The function for a folder on `fpath`."""
    program = manual.program
    lines = ["#compdef postil postil-gui", "", "_postil() {", "    local context state line", "    typeset -A opt_args"]
    lines += ["    if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then", "        local -a verbs=("]
    lines += [f"            {_single(f'{verb.name}:{verb.says}')}" for verb in program.verbs]
    lines += ["        )", "        _describe -t commands command verbs", "        _files", "        return", "    fi"]
    lines += ["    case ${words[2]} in"]
    for verb in program.verbs:
        lines += [f"    {verb.name})", *_zsh_verb(verb), "        ;;"]
    lines += ["    *)", *_zsh_arguments(program, 1), "        ;;", "    esac", "}", "", '_postil "$@"']
    return "\n".join(lines) + "\n"


def fish_completion(manual: Manual) -> str:
    """The file for one of the folders that fish loads completions from."""
    program = manual.program
    lines = ["# fish completion for postil"]
    none = "__fish_use_subcommand"
    for verb in program.verbs:
        lines.append(f"complete -c postil -n {none} -a {verb.name} -d {_fish(verb.says)}")
    lines += [_fish_choice(none, choice) for choice in program.choices]
    for path, verb in _every(program):
        if not path:
            continue
        seen = " ; and ".join(f"__fish_seen_subcommand_from {name}" for name in path)
        if not verb.takes_files:
            lines.append(f"complete -c postil -n '{seen}' -f")
        for inner in verb.verbs:
            fresh = f"{seen} ; and not __fish_seen_subcommand_from {' '.join(each.name for each in verb.verbs)}"
            lines.append(f"complete -c postil -n '{fresh}' -a {inner.name} -d {_fish(inner.says)}")
        if verb.words:
            lines.append(f"complete -c postil -n '{seen}' -a {_fish(' '.join(verb.words))}")
        lines += [_fish_choice(f"'{seen}'", choice) for choice in verb.choices]
    return "\n".join(lines) + "\n"


def _every(verb: Verb, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Verb]]:
    """The program and all of its subcommands, each with the words that lead to it."""
    yield path, verb
    for inner in verb.verbs:
        yield from _every(inner, (*path, inner.name))


def _bash_case(path: Sequence[str], verb: Verb) -> str:
    valued = [choice for choice in verb.choices if choice.value]
    lines = [f"    {_single(' '.join(path))})", "        case $prev in"]
    for choice in valued:
        if choice.choices:
            words = " ".join(map(_single, choice.choices))
            lines.append(f"        {'|'.join(choice.names)}) words=({words}) files= ;;")
        else:
            # what can be anything is the user's to write
            lines.append(f"        {'|'.join(choice.names)}) files={'yes' if choice.is_path else ''} ;;")
    options = " ".join(name for choice in verb.choices for name in choice.names)
    arguments = " ".join(map(_single, [*(each.name for each in verb.verbs), *verb.words]))
    lines += [
        "        *)",
        f"            if [[ $cur == -* ]]; then words=({options}); else words=({arguments}); fi",
        f"            files={'yes' if verb.takes_files else ''}",
        "            ;;",
        "        esac",
        "        ;;",
    ]
    return "\n".join(lines)


def _zsh_verb(verb: Verb) -> Iterator[str]:
    if not verb.verbs:
        yield from _zsh_arguments(verb, 2)
        return
    yield "        if (( CURRENT == 3 )) && [[ $PREFIX != -* ]]; then"
    yield "            local -a inner=("
    for each in verb.verbs:
        yield f"                {_single(f'{each.name}:{each.says}')}"
    yield "            )"
    yield "            _describe -t commands command inner"
    yield "            return"
    yield "        fi"
    yield "        case ${words[3]} in"
    for each in verb.verbs:
        yield f"        {each.name})"
        yield from _zsh_arguments(each, 3)
        yield "        ;;"
    yield "        esac"


def _zsh_arguments(verb: Verb, skip: int) -> Iterator[str]:
    """One call of `_arguments`; `skip` words stand before what it looks at."""
    if skip > 1:
        yield f"        shift {skip - 1} words; (( CURRENT -= {skip - 1} ))"
    specs = [spec for choice in verb.choices for spec in _zsh_specs(choice)]
    if verb.words:
        specs.append(_single(f"1: :({' '.join(verb.words)})"))
    specs.append("'*: :_files'" if verb.takes_files else "'*: :'")
    yield "        _arguments -s -S " + " ".join(specs)


def _zsh_specs(choice: Choice) -> Iterator[str]:
    says = "".join(f"\\{c}" if c in "[]:\\" else c for c in choice.says)
    for name in choice.names:
        spec = f"*{name}[{says}]"
        if choice.value:
            values = f"({' '.join(choice.choices)})" if choice.choices else "_files" if choice.is_path else " "
            spec += f":{choice.value.replace(':', ' ')}:{values}"
        yield _single(spec)


def _fish_choice(condition: str, choice: Choice) -> str:
    parts = [f"complete -c postil -n {condition}"]
    for name in choice.names:
        parts.append(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}")
    if choice.value:
        parts.append("-r" if choice.is_path else "-x")
    if choice.choices:
        parts.append(f"-a {_fish(' '.join(choice.choices))}")
    parts.append(f"-d {_fish(choice.says)}")
    return " ".join(parts)


def _single(text: str) -> str:
    """In single quotes, for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(text: str) -> str:
    """In single quotes, for fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
