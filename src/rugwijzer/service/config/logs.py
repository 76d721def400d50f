"""What is written down of what went wrong: the place in the code, and nothing a person said."""

from __future__ import annotations

import logging
import traceback


class QuietFormatter(logging.Formatter):
    """A line with the kind of error and where it was raised, without values.

    The message of an exception may hold an answer, and so may the address or body of a request;
    none of these is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, and for an error one line for each place in the code."""
        when = self.formatTime(record)
        said = f"{when} {record.levelname} {record.name}"
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            said += f" view={match.view_name if match else '?'} method={request.method}"
        status = getattr(record, "status_code", None)
        if status is not None:
            said += f" status={status}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            said += f" {kind.__module__}.{kind.__qualname__}"
            for frame in traceback.extract_tb(trace):
                said += f"\n    {frame.filename}:{frame.lineno} in {frame.name}"
        elif request is None:
            # The message as it stands in the code: what is filled in may be an answer.
            said += f" {record.msg if isinstance(record.msg, str) else type(record.msg).__name__}"
        return said
