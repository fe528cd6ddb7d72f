"""Parts of an address that name something of guideline or Act; anything else is no address."""

from assessments import guideline
from assessments.statute.ledger import KINDS


class FactorKey:
    """The key of a factor whose answer is a consideration, such as ``risk.self``."""

    regex = "|".join(
        factor.key.replace(".", r"\.")
        for factor in sorted(guideline.considerations(), key=lambda f: len(f.key), reverse=True)
    )

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DomainKey(FactorKey):
    """The key of a domain, such as ``risk``."""

    regex = "|".join(domain.key for domain in guideline.domains())


class OptionKey(FactorKey):
    """The key of an alternative, such as ``guardianship``."""

    regex = "|".join(option.key for option in guideline.OPTIONS)


class EventKind(FactorKey):
    """A kind of happening in an order's ledger, such as ``recall_notice``.

    That the order was made is not one of them: it is recorded with its form.
    """

    regex = "|".join(kind for kind in KINDS if kind != "order_made")


class ReviewKey(FactorKey):
    """The key of one of the questions of a review, such as ``review.discharge``."""

    regex = "|".join(factor.key.replace(".", r"\.") for factor in guideline.factors_of("review"))


class ConditionKey(FactorKey):
    """What a condition may be, such as ``medication``; ``additional`` is the team's own."""

    regex = "|".join(
        key.removeprefix("condition.")
        for key in (
            *(offered.key for offered in guideline.OFFERED_CONDITIONS),
            "condition.additional",
        )
    )


class RecordReference(FactorKey):
    """The reference of a sealed record, such as ``7K3M-9Q2D-v1``: at most 20 characters."""

    regex = "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-v[1-9][0-9]{0,8}"
