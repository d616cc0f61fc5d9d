"""The subcommands put together, and how their errors reach the user: one sentence, exit status 1 or 2."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import click

from reader import __version__
from reader.app.start.crash import why_failed
from reader.app.wording.tr import told, use_system_language
from reader.cli import change, check, desktop, export, import_, keys, mark, merge, move, restore, show, status, suggest
from reader.cli.results import say
from reader.errors import UsageError, UserError
from reader.folders import Folders

# what the program notes for itself would stand on stderr beside the one sentence that says how it went
_UNSAID = logging.NullHandler()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, invoke_without_command=False
)
@click.version_option(
    __version__, "-V", "--version", prog_name="postil", message="%(prog)s %(version)s",
    help="Tell the versions of Postil and of what it runs on.",
)  # fmt: skip
@click.option("--new-window", is_flag=True, help="Open the articles that follow in a window of their own.")
def postil(new_window: bool) -> None:
    """Annotate articles: entities and claims, kept beside the text.

    Without a subcommand, `postil ARTICLE ...` opens the articles in the window; a Postil that runs takes them over.
    """
    if new_window:
        raise click.UsageError("--new-window goes before the names of articles.")


for _command in (show.show, mark.tag, mark.claim, mark.highlight, change.edit, change.remove, suggest.suggest,
                 export.export, import_.import_article, merge.merge, check.validate, desktop.desktop, keys.keys,
                 move.move, restore.restore_version, status.status):  # fmt: skip
    postil.add_command(_command)


def run(args: Sequence[str]) -> int:
    """Run a subcommand and return the exit status."""
    logging.getLogger("reader").addHandler(_UNSAID)
    use_system_language()
    try:
        result = postil.main(list(args), prog_name="postil", standalone_mode=False)
        sys.stdout.flush()
    except UsageError as problem:
        return _fail(told(problem), 2)
    except UserError as problem:
        return _fail(told(problem), 1)
    except click.UsageError as problem:
        return _fail(_usage_sentence(problem), 2)
    except (click.Abort, KeyboardInterrupt):
        return _fail("Stopped; nothing more was done.", 1)
    except BrokenPipeError:
        # whoever read the results has seen enough; Python would complain once more when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        return _fail(f"{_name(problem)}{(problem.strerror or 'input or output failed').lower()}.", 1)
    except Exception as fault:  # nobody foresaw it: kept for a report, said in one sentence
        return _fail(f"{why_failed(Folders.of_user().state, fault)}.", 1)
    return result if isinstance(result, int) else 0


def _usage_sentence(problem: click.UsageError) -> str:
    command = problem.ctx.command_path if problem.ctx else "postil"
    return f"{problem.format_message()} Try '{command} --help'."


def _name(problem: OSError) -> str:
    return f"{os.fsdecode(problem.filename)}: " if isinstance(problem.filename, (str, bytes)) else ""


def _fail(sentence: str, status: int) -> int:
    say(" ".join(sentence.split()), err=True)
    return status
