"""Why a paper is not signed, in words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.core.errors import Refusal


class Fault(StrEnum):
    """What is wrong with the certificate, its surroundings or the paper."""

    UNREADABLE = "unreadable"
    NO_CERTIFICATE = "no-certificate"
    LOCKED = "locked"
    WEAK = "weak"
    EXPIRED = "expired"
    EARLY = "early"
    PURPOSE = "purpose"
    NO_ROOT = "no-root"
    NO_LIST = "no-list"
    OLD_LIST = "old-list"
    STRANGER = "stranger"
    REVOKED = "revoked"
    NOT_A_PAPER = "not-a-paper"
    SIGNED_ALREADY = "signed-already"


WORDS: Mapping[Fault, Promise] = {
    Fault.UNREADABLE: _("The certificate file %(file)s cannot be read. Ask the operator to look at it."),
    Fault.NO_CERTIFICATE: _("%(file)s holds no certificate with its key. Ask the operator for the right .p12 file."),
    Fault.LOCKED: _("The passphrase does not open the certificate. Type it again."),
    Fault.WEAK: _("The key of the certificate is too weak. Ask for a certificate with P-256, or RSA of 2048 bits."),
    Fault.EXPIRED: _("The certificate expired on %(day)s. Ask for a new one."),
    Fault.EARLY: _("The certificate is valid only from %(day)s."),
    Fault.PURPOSE: _("The certificate is not made for signing. Ask for one whose purpose is to sign documents."),
    Fault.NO_ROOT: _("The certificate of the issuing authority (%(file)s) cannot be read. Ask the operator."),
    Fault.NO_LIST: _("The list of revoked certificates (%(file)s) cannot be read. Ask the operator to fetch it."),
    Fault.OLD_LIST: _("The list of revoked certificates ended on %(day)s. Ask the operator to fetch the new one."),
    Fault.STRANGER: _("The certificate was not issued by the authority that this office trusts."),
    Fault.REVOKED: _("The certificate was revoked and signs nothing any more. Ask for a new one."),
    Fault.NOT_A_PAPER: _("This file is not a paper that can be signed."),
    Fault.SIGNED_ALREADY: _("This paper carries a signature already."),
}


class CannotSign(Refusal):
    """Nothing was signed. ``fault`` is for programs, the text for the user."""

    def __init__(self, fault: Fault, **details: Any) -> None:
        super().__init__(str(WORDS[fault]) % details)
        self.fault = fault
