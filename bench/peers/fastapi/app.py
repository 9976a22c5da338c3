"""The figures by FastAPI, as its manual has it: a model of the answer, a pool, and SQL on the view."""
import datetime
import os
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Generic, Literal, TypeVar

import asyncpg
from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel

Data = TypeVar("Data")


class Figure(BaseModel):
    key: str
    series: str
    period_start: datetime.date
    period_end: datetime.date
    route: str | None
    citizenship: str | None
    category: str | None
    people: int | None
    boats: int | None
    uncontrolled_landings: int | None
    status: str
    revised: bool
    qualifier: str
    value_high: Decimal | None
    original_text: str | None
    release: str
    publisher: str
    issued_at: str
    source_url: str | None
    locator: str | None
    licence: str | None
    revision: int
    measure_status: str | None
    publisher_flag: str | None
    withdrawn: bool
    valid_from: datetime.datetime
    valid_to: datetime.datetime | None
    sex: str | None
    age_group: str | None
    place: str | None
    demographic: str | None
    authority: str | None


class Sum(BaseModel):
    series: str
    year: int
    period_start: datetime.date
    period_end: datetime.date
    people: int | None
    figures: int


class Answer(BaseModel, Generic[Data]):
    data: Data


@asynccontextmanager
async def lifespan(app):
    # two workers of four connections are the eight that the other peers have
    async with asyncpg.create_pool(min_size=4, max_size=4) as app.state.pool:
        yield


app = FastAPI(lifespan=lifespan)


async def rows(sql, *arguments):
    return [dict(row) for row in await app.state.pool.fetch(sql, *arguments)]


@app.get("/v1/crossings", response_model=Answer[list[Figure]])
async def figures(
    begin: datetime.date | None = Query(None, alias="from"),
    to: datetime.date | None = None,
    series: str = "uk-small-boats-daily",
    place: str | None = None,
    citizenship: str | None = None,
    sort: Literal["people", "-people"] = "-people",
    limit: int = Query(100, ge=1, le=1000),
):
    if place:
        order = "people" if sort == "people" else "people desc nulls last"
        found = await rows(
            f"select * from peer_figure where series = $1 and place = $2 and citizenship = $3 order by {order}, key limit $4",
            series,
            place,
            citizenship,
            limit,
        )
    else:
        found = await rows(
            "select * from peer_figure where series = $1 and period_start >= $2 and period_end <= $3"
            " order by period_end desc, key",
            series,
            begin,
            to,
        )
    return {"data": found}


@app.get("/v1/crossings/aggregates", response_model=Answer[list[Sum]])
async def sums(series: str, to: datetime.date, begin: datetime.date = Query(alias="from")):
    return {
        "data": await rows(
            """select series, extract(year from period_start)::int as year, min(period_start) as period_start,
                max(period_end) as period_end, sum(people)::bigint as people, count(people) as figures
            from peer_figure where series = $1 and period_start >= $2 and period_end <= $3
            group by series, extract(year from period_start), extract(month from period_start) order by 1, 3""",
            series,
            begin,
            to,
        )
    }


@app.get("/v1/crossings/{key}", response_model=Answer[Figure])
async def figure(key: str):
    found = await rows("select * from peer_figure where key = $1", key)
    if not found:
        raise HTTPException(404)
    return {"data": found[0]}
