"""What is stored about a person, for "data saya" and for a copy of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from lms.people import queries
from lms.people.models import Account, Person
from lms.regions import queries as regions


def about(session: Session, person: Person) -> Mapping[str, Any]:
    """Give all that this feature keeps about a person, ready for JSON, with Indonesian names.

    The NIK is masked: whoever wants the whole one has the KTP.
    """
    account = queries.account_of(session, person.id)
    return {
        "data_pribadi": _personal(session, person),
        "akun": _account(account) if account else None,
        "peran": _roles(session, account) if account else [],
        "sesi_masuk": _sign_ins(session, account) if account else [],
    }


def _personal(session: Session, person: Person) -> dict[str, Any]:
    code = person.domicile_code
    return {
        "nama": person.name,
        "gelar_depan": person.gelar_depan,
        "gelar_belakang": person.gelar_belakang,
        "jenis_kelamin": person.sex,
        "tanggal_lahir": person.born_on.isoformat() if person.born_on else None,
        "nik": person.nik_masked,
        "nomor_hp": person.phone,
        "email": person.email,
        "domisili": regions.full_name(session, code) if code else None,
        "kode_domisili": code,
        "alamat": person.address,
        "dicatat_pada": person.created_at.isoformat(),
    }


def _account(account: Account) -> dict[str, Any]:
    seen_at = account.notice_seen_at
    return {
        "nama_masuk": account.login_name,
        "dibuat_pada": account.created_at.isoformat(),
        "diaktifkan_pada": account.activated_at.isoformat() if account.activated_at else None,
        "ditutup_pada": account.closed_at.isoformat() if account.closed_at else None,
        "pemberitahuan_privasi": account.notice_version,
        "pemberitahuan_dilihat_pada": seen_at.isoformat() if seen_at else None,
    }


def _roles(session: Session, account: Account) -> list[dict[str, Any]]:
    return [
        {
            "peran": row.role,
            "wilayah": row.region.name,
            "organisasi": row.organisation.name if row.organisation else None,
            "mulai": row.starts_on.isoformat(),
            "sampai": row.ends_on.isoformat() if row.ends_on else None,
            "sebagai_wakil": row.deputises_id is not None,
            "diakhiri_pada": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in queries.grants_of(session, account.id)
    ]


def _sign_ins(session: Session, account: Account) -> list[dict[str, Any]]:
    return [
        {
            "perangkat": row.device,
            "masuk_pada": row.created_at.isoformat(),
            "terakhir_dipakai": row.seen_at.isoformat(),
            "berakhir_pada": (row.ended_at or row.expires_at).isoformat(),
        }
        for row in queries.all_sign_ins(session, account.id)
    ]
