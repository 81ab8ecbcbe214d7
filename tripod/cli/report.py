"""`report`: a session as a PDF of two pages."""

import argparse
import json
import sys
from pathlib import Path

from tripod.cli.failed import Failed
from tripod.cli.people import today
from tripod.device.items import SourceError
from tripod.report.make_page import headline
from tripod.report.no_report import NoReport
from tripod.report.write_report import write_report
from tripod.sentences import in_language, reason, sentence


def report(args: argparse.Namespace) -> int:
    """`tripod report`."""
    path: Path = args.output
    try:
        # The paper is a person's, whatever reads what is told of it.
        with in_language(args.written_in):
            seen = write_report(args.sessions, path, today=today())
    except (NoReport, SourceError) as error:
        raise Failed(str(error)) from error
    except FileExistsError:
        raise Failed(sentence("failed.file_is_there", file=path)) from None
    except OSError as error:
        raise Failed(sentence("failed.file_cannot_be_written", file=path, why=reason(error))) from error
    if args.json:
        print(json.dumps({"file": str(path), "headline": headline(seen)[0]}))
    else:
        print(sentence("report.written", file=path), file=sys.stdout)
    return 0
