"""How a region registers: who signs, numbers, the length of a term, what is asked in addition."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import NATION, Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.regions import queries as regions
from lms.registration import practice, words
from lms.registration.desk_forms import PracticeForm
from lms.registration.membership_desk import blueprint
from lms.training.catalogue import Family
from lms.web.access import actor, allow
from lms.web.forms import SelectChoice


@blueprint.get("/sk/cara-daerah")
@allow(Permission.REGISTRATION_DECIDE, Permission.ORGANISATION_MANAGE)
def practices() -> ResponseReturnValue:
    """List the regions whose way of registering one may set; `kode` opens another one."""
    typed = request.args.get("kode", "").strip()
    if typed:
        url = url_for("registration_membership.region_practice", code=typed)
        return redirect(url, code=303)
    codes = sorted(
        {
            code
            for permission in (Permission.REGISTRATION_DECIDE, Permission.ORGANISATION_MANAGE)
            for code in actor().regions(permission)
        }
    )
    with reading() as session:
        lines = practice.lines(session, codes)
    return render_template("registration_membership/practices.html", lines=lines)


@blueprint.get("/sk/cara-daerah/<string:code>")
@allow(Permission.REGISTRATION_DECIDE, Permission.ORGANISATION_MANAGE)
def region_practice(code: str) -> ResponseReturnValue:
    """Show how a region registers, to be changed."""
    with reading() as session:
        manner, asked = practice.of_region(session, code), practice.asked(session, code)
    form = PracticeForm(
        formdata=None,
        data={
            "signatories": "\n".join(manner.signatories),
            "membership_mask": manner.membership_mask,
            "validity_months": manner.validity_months,
            "asked": [_key(family, slug) for family, slug in asked],
        },
    )
    return _page(code, form)


@blueprint.post("/sk/cara-daerah/<string:code>/simpan")
@allow(Permission.REGISTRATION_DECIDE, Permission.ORGANISATION_MANAGE)
def put_practice(code: str) -> ResponseReturnValue:
    """Keep how a region registers."""
    form = _offer(PracticeForm())
    manner = form.manner()
    if manner is None:
        return _page(code, form), 422
    keys = {_key(family, slug): (family, slug) for family, slug in practice.offered()}
    wanted = frozenset(keys[one] for one in form.asked.data or [])
    with writing() as session:
        practice.put(session, actor(), code, manner, wanted, at=clock.now())
    flash(_("Cara daerah disimpan dan langsung berlaku."))
    return redirect(url_for("registration_membership.practices"), code=303)


def _page(code: str, form: PracticeForm) -> str:
    if not practice.may_set(actor(), code):
        raise NotFound
    with reading() as session:
        if not regions.known(session, code, regions.OFFICE_LEVELS):
            raise NotFound
        name, manner = regions.full_name(session, code), practice.of_region(session, code)
        comes_from = regions.full_name(session, manner.region_code or NATION)
    return render_template(
        "registration_membership/region_practice.html",
        form=_offer(form),
        code=code,
        name=name,
        comes_from=comes_from if manner.region_code != code else None,
        is_default=manner.region_code is None,
    )


def _offer(form: PracticeForm) -> PracticeForm:
    form.asked.choices = [
        SelectChoice(_key(family, slug), f"{words.family_word(family.value)}: {title}")
        for (family, slug), title in practice.offered().items()
    ]
    return form


def _key(family: Family, slug: str) -> str:
    return f"{family.value}:{slug}"
