"""Parts of an address that name something of the guideline; anything else is no address."""

from assessments import guideline


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
