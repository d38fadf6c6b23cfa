"""Sends a message by e-mail.

In:  a name, an address and a text that identifies nobody.
Out: the message handed to the mail server, or an OSError.
"""

import smtplib

from django.core.mail import EmailMessage

SUBJECT = "Reachable: something needs your answer"


def send_email(name: str, address: str, text: str) -> None:
    """Hand one message to the mail server.

    :raises OSError: when it could not be handed over.
    """
    message = EmailMessage(subject=SUBJECT, body=text, to=[f"{name} <{address}>"])
    try:
        message.send(fail_silently=False)
    except smtplib.SMTPException as reason:
        raise OSError(str(reason)) from reason
