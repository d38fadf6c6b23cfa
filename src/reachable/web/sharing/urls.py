"""The addresses of sharing.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.sharing import agreements, decisions, letters, packs, received, views

urlpatterns = [
    path("child/<uuid:subject_id>/sharing/", views.show_child_shares, name="child_shares"),
    path("child/<uuid:subject_id>/sharing/new/", views.share_something, name="new_share"),
    path("child/<uuid:subject_id>/sharing/not/", views.refuse_to_share, name="refuse_share"),
    path("child/<uuid:subject_id>/packs/", packs.show_packs, name="child_packs"),
    path("child/<uuid:subject_id>/packs/new/", packs.prepare, name="new_pack"),
    path("child/<uuid:subject_id>/letters/", letters.show_letters, name="child_letters"),
    path("child/<uuid:subject_id>/letters/new/", letters.write, name="new_letter"),
    path("letters/<uuid:letter_id>/", letters.show_letter, name="letter"),
    path("letters/<uuid:letter_id>/<int:position>/letter.pdf", letters.show_as_pdf, name="letter_pdf"),
    path("letters/<uuid:letter_id>/meeting.ics", letters.give_calendar_file, name="letter_ics"),
    path("packs/<uuid:pack_id>/", packs.show_pack, name="pack"),
    path("packs/<uuid:pack_id>/release/", packs.release, name="release_pack"),
    path("packs/<uuid:pack_id>/pack.pdf", packs.show_as_pdf, name="pack_pdf"),
    path("sharing/", received.show_inbox, name="sharing"),
    path("sharing/agreements/", agreements.show_agreements, name="agreements"),
    path("sharing/agreements/new/", agreements.write_agreement, name="new_agreement"),
    path("sharing/agreements/officer/", agreements.name_officer, name="name_officer"),
    path("sharing/agreements/<uuid:agreement_id>/", agreements.show_agreement, name="agreement"),
    path("sharing/agreements/<uuid:agreement_id>/new/", agreements.write_version, name="new_agreement_version"),
    path(
        "sharing/agreements/<uuid:agreement_id>/<uuid:version_id>/sign/",
        agreements.sign_version,
        name="sign_agreement",
    ),
    path("sharing/agreements/<uuid:agreement_id>/end/", agreements.end_agreement, name="end_agreement"),
    path("sharing/sent/<uuid:envelope_id>/", received.show_sent, name="sent"),
    path("sharing/sent/<uuid:envelope_id>/reply/", received.reply, name="reply_to_sent"),
    path("sharing/<uuid:share_id>/", decisions.show_share, name="share"),
    path("sharing/<uuid:share_id>/recall/", decisions.recall_share, name="recall_share"),
    path("sharing/<uuid:share_id>/withdraw/", decisions.withdraw_share, name="withdraw_share"),
    path("sharing/<uuid:share_id>/answer/", decisions.answer_share, name="answer_share"),
    path("sharing/<uuid:share_id>/replies/<uuid:reply_id>/", decisions.answer_reply, name="answer_share_reply"),
]
