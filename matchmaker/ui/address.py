"""Reads what the address of a page holds; what cannot be used becomes a sentence, and the rest is used."""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from matchmaker.calls.call import Call, find_call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.countries import country_code
from matchmaker.errors import BadInput
from matchmaker.matchmaker import DEFAULT_CALL
from matchmaker.ui import texts

Address = Mapping[str, Sequence[str]]
"""The values of each parameter of an address."""

_LONGEST = 200  # letters; the rest of a longer value is not looked at
_MOST = 60  # values of one parameter; further ones are not looked at


def given_address() -> Address:
    """Return the address of the page as it is now."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def keep_address(address: Address) -> None:
    """Put an address in the browser's bar, unless it is there."""
    if given_address() != address:
        st.query_params.from_dict({name: list(values) for name, values in address.items()})


class Reader:
    """Reads the parameters of one address; `problems` has a sentence for each value that could not be used."""

    def __init__(self, address: Address, catalogue: Catalogue) -> None:
        self.problems: list[str] = []
        self._address, self._catalogue = address, catalogue

    def organisations(self, *names: str, most: int = _MOST) -> tuple[str, ...]:
        """Return the ids of organisations that are given by ids or names, under one parameter or several."""
        found: list[str] = []
        for given in [each for name in names for each in self.values(name, most)][:most]:
            try:
                found.append(self._catalogue.find(given).id)
            except BadInput as error:
                self.problems.append(str(error))
        return tuple(dict.fromkeys(found))

    def markets(self, name: str, most: int = _MOST) -> tuple[str, ...]:
        """Return the alpha-2 codes of markets that the catalogue has, given by codes or names."""
        known = {market.country for market in self._catalogue.markets}
        return self.countries(name, known, texts.unknown_market, most)

    def countries(
        self, name: str, offered: Collection[str], unknown: Callable[[str], str], most: int = _MOST
    ) -> tuple[str, ...]:
        """Return the alpha-2 codes of offered countries, given by codes or names; `unknown` says what is wrong."""
        found: list[str] = []
        for given in self.values(name, most):
            code = country_code(given)
            if code is not None and code in offered:
                found.append(code)
            else:
                self.problems.append(unknown(given))
        return tuple(dict.fromkeys(found))

    def call(self, name: str, calls: Mapping[str, Call]) -> str:
        """Return the id of the call that is given by an id or alias, or the usual one."""
        for given in self.values(name, 1):
            try:
                return find_call(calls, given).id
            except BadInput as error:
                self.problems.append(str(error))
        return DEFAULT_CALL

    def ecosystems(self, name: str) -> tuple[str, ...]:
        """Return the ecosystems that are given by their names."""
        values = self.values(name)
        self.problems += [texts.not_offered(name, each) for each in values if each not in ECOSYSTEMS]
        return tuple(dict.fromkeys(each for each in values if each in ECOSYSTEMS))

    def number(self, name: str, offered: Collection[float], usual: float) -> float:
        """Return the offered number that is given, or the usual one."""
        for given in self.values(name, 1):
            for each in offered:
                if given.strip() == f"{each:g}":
                    return each
            self.problems.append(texts.unknown_number(name, given, tuple(offered), usual))
        return usual

    def numbers(self, name: str, offered: Collection[int], most: int) -> tuple[int, ...]:
        """Return those of some offered whole numbers that are given; others are left out without a word."""
        written = {str(each): each for each in offered}
        return tuple(dict.fromkeys(written[each] for each in self.values(name, most) if each in written))

    def values(self, name: str, most: int = _MOST) -> tuple[str, ...]:
        """Return the values of a parameter, cut where they are too long or too many."""
        return tuple(each[:_LONGEST] for each in self._address.get(name, ())[:most])
