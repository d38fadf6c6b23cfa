"""Every function of the database that the application may call.

In:  nothing.
Out: names with their schema.
"""

MAY_BE_CALLED = frozenset(
    {
        "context.open",
        "context.require",
        "context.is_reading",
        "resolver.purge_sent",
        "context.agency_id",
        "context.granted",
        "context.reads_counts",
        "audit.note",
        "audit.chain_waiting",
        "audit.longest_wait_seconds",
        "audit.has_run_since",
        "audit.first_broken",
        "audit.looked_at",
        "audit.written_out",
        "audit.outside_the_chain",
        "audit.head",
        "audit.installation_id",
        "audit.note_witnessed",
        "audit.last_witnessed",
        "audit.take_partner_head",
        "audit.heads_of",
        "resolver.open_records",
        "resolver.latest_versions",
        "resolver.count_held",
        "resolver.is_shared_now",
        "resolver.open_to_me",
        "resolver.declare_keys",
        "audit.note_alarm",
        "audit.alarms",
        "resolver.list_seals",
        "resolver.erase",
        "audit.erased_after",
        "resolver.show_places",
        "resolver.protected_tokens",
        "context.places_shown",
        "resolver.under_glass",
        "resolver.glass_opens",
        "audit.own_looks",
        "audit.hours_of_looking",
        "resolver.glass_until",
        "resolver.declared_as_kin",
        "audit.looks_since",
        "audit.listed_since",
        "audit.own_opened",
        "audit.opened_by",
        "resolver.only_places_taken_out",
        "resolver.only_places_taken_out_of",
    }
)
"""Every function the application may call. A new one is added here by hand, after somebody has thought about it."""
