"""Options about what consortia must cover and what counts besides affinity, which several commands share."""

from typing import Annotated

import typer

from matchmaker.cli.arguments import read_markets
from matchmaker.consortia.finder import Asked
from matchmaker.consortia.wishes import Wishes

Size = Annotated[int, typer.Option(help="Members of a consortium, 3 to 8.")]
Lock = Annotated[list[str], typer.Option(help="Organisation that must be in. Repeat for more.")]
Exclude = Annotated[list[str], typer.Option(help="Organisation that must not be in. Repeat for more.")]
Ecosystems = Annotated[
    list[str], typer.Option("--ecosystem", help="Ecosystem in which some member must work. Repeat for more.")
]
RequiredMarkets = Annotated[
    list[str],
    typer.Option("--require-market", help="Third country that some member must know already. Repeat for more."),
]
MarketFit = Annotated[
    float, typer.Option(help="How much it counts that members know the target markets: 1 as usual, 0 not at all.")
]
Spread = Annotated[float, typer.Option(help="Weight, in log-odds, of working in many ecosystems together.")]
Newcomers = Annotated[float, typer.Option(help="Weight, in log-odds, of members without a past partnership.")]
Seconds = Annotated[
    float,
    typer.Option(help="Most time for a search that could take long; the answer then says what it may have missed."),
]


def asked(
    *,
    size: int,
    top: int = 1,
    market: list[str],
    lock: list[str],
    exclude: list[str],
    ecosystem: list[str],
    require_market: list[str],
    market_fit: float,
    spread: float,
    newcomers: float,
    seconds: float,
    diverse: int = 1,
) -> Asked:
    """Return what was asked by options.

    Raises:
        BadInput: a market is no country.
    """
    return Asked(
        lock=tuple(lock),
        exclude=tuple(exclude),
        size=size,
        top=top,
        markets=read_markets(market),
        wishes=Wishes(
            ecosystems=tuple(dict.fromkeys(ecosystem)),
            markets=read_markets(require_market, "--require-market"),
            market_fit=market_fit,
            ecosystem_spread=spread,
            newcomers=newcomers,
            difference=diverse,
            seconds=seconds,
        ),
    )
