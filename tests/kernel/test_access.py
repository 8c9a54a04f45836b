"""Regions that contain regions, and actors with roles in them."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.kernel.access import ALLOWS, NATION, SYSTEM, Actor, Grant, Permission, Role, contains
from lms.kernel.database import reading
from lms.kernel.errors import Forbidden
from lms.kernel.scope import lying_in
from lms.regions.models import Region
from tests.factories.regions import REGIONS

_TWO = st.from_regex(r"[0-9]{2}", fullmatch=True)
CODES = st.one_of(
    st.just(NATION),
    _TWO,
    st.builds(".".join, st.tuples(_TWO, _TWO)),
    st.builds(".".join, st.tuples(_TWO, _TWO, _TWO)),
    st.builds(".".join, st.tuples(_TWO, _TWO, _TWO, st.from_regex("[12][0-9]{3}", fullmatch=True))),
)
KNOWN = st.sampled_from([row["code"] for row in REGIONS])
ROLES = st.sampled_from(list(Role))
PERMISSIONS = st.sampled_from(list(Permission))


def _actor(*grants: tuple[Role, str]) -> Actor:
    return Actor(None, None, tuple(Grant(role, code) for role, code in grants))


class TestContains:
    @given(CODES)
    def test_a_region_lies_in_itself_and_in_the_nation(self, code: str) -> None:
        assert contains(code, code)
        assert contains(NATION, code)

    @given(CODES, CODES)
    def test_two_regions_contain_each_other_only_if_they_are_one(self, a: str, b: str) -> None:
        assert (contains(a, b) and contains(b, a)) == (a == b)

    @given(CODES, st.data())
    def test_what_lies_in_a_part_lies_in_the_whole(self, code: str, data: st.DataObject) -> None:
        parts = code.split(".")
        middle = ".".join(parts[: data.draw(st.integers(1, len(parts)))])
        outer = ".".join(middle.split(".")[:1])
        assert contains(outer, middle)
        assert contains(middle, code)
        assert contains(outer, code)

    @given(CODES, CODES)
    def test_a_region_lies_only_in_those_that_its_code_begins_with(self, a: str, b: str) -> None:
        begins_so = b.split(".")[: len(a.split("."))] == a.split(".")
        assert contains(a, b) == (a == NATION or begins_so)

    def test_codes_that_only_begin_with_the_same_digits_are_strangers(self) -> None:
        assert not contains("18.7", "18.72")
        assert not contains("1", "18")
        assert not contains("18.72", NATION)


class TestActor:
    @given(st.lists(st.tuples(ROLES, CODES), max_size=4), PERMISSIONS, CODES)
    def test_may_act_where_a_role_with_the_permission_reaches(
        self, grants: list[tuple[Role, str]], permission: Permission, place: str
    ) -> None:
        reached = any(permission in ALLOWS[role] and contains(c, place) for role, c in grants)
        assert _actor(*grants).may(permission, within=place) == reached

    @given(st.lists(st.tuples(ROLES, CODES), max_size=4), PERMISSIONS)
    def test_may_act_somewhere_if_there_are_regions(
        self, grants: list[tuple[Role, str]], permission: Permission
    ) -> None:
        someone = _actor(*grants)
        assert someone.may_somewhere(permission) == bool(someone.regions(permission))

    def test_an_organiser_of_metro_may_not_plan_in_surabaya(self) -> None:
        organiser = _actor((Role.ORGANISER, "18.72"))
        organiser.require(Permission.ANGKATAN_PLAN, within="18.72.01.1001")
        with pytest.raises(Forbidden):
            organiser.require(Permission.ANGKATAN_PLAN, within="35.78")

    def test_somebody_without_roles_may_nothing(self) -> None:
        assert not any(_actor().may_somewhere(permission) for permission in Permission)

    def test_the_installation_may_all_everywhere_that_some_role_may(self) -> None:
        allowed = frozenset().union(*ALLOWS.values())
        assert allowed == frozenset(Permission)
        assert all(SYSTEM.may(permission, within="18.72.01.1001") for permission in allowed)

    def test_an_auditor_can_change_nothing(self) -> None:
        reads = {Permission.ANGKATAN_READ, Permission.AUDIT_READ, Permission.OVERSIGHT_READ}
        assert ALLOWS[Role.AUDITOR] == reads


class TestLyingIn:
    def _codes(self, *within: str) -> set[str]:
        with reading() as session:
            return set(session.scalars(select(Region.code).where(lying_in(Region.code, within))))

    @pytest.mark.parametrize(
        "within", [(), ("ID",), ("18",), ("18.72",), ("18.72", "35"), ("18.72.01.1001",), ("18.7",)]
    )
    def test_the_database_agrees_with_the_rule(self, app: Flask, within: tuple[str, ...]) -> None:
        wanted = {r["code"] for r in REGIONS if any(contains(outer, r["code"]) for outer in within)}
        assert self._codes(*within) == wanted

    def test_a_percent_sign_in_a_code_is_no_wildcard(self, app: Flask) -> None:
        assert self._codes("%") == set()
        assert self._codes("1_") == set()
