package words

// enPhrases are the words for values: dates, tiers, states, verdicts, counts.
var enPhrases = Catalogue{
	"not_known": {Say: "not known"},
	"and":       {Say: "{a} and {b}"}, "and_before_i": {Say: "{a} and {b}"},

	"day_short": {Say: "{weekday} {day} {month}[ {year}]"},
	"day_long":  {Say: "{weekday} {day} {month} {year}"},
	"day_plain": {Say: "{day} {month} {year}"},
	"instant":   {Say: "{day}, {time}"},

	"weekday_short_0": {Say: "Sun"}, "weekday_short_1": {Say: "Mon"}, "weekday_short_2": {Say: "Tue"}, "weekday_short_3": {Say: "Wed"},
	"weekday_short_4": {Say: "Thu"}, "weekday_short_5": {Say: "Fri"}, "weekday_short_6": {Say: "Sat"},
	"weekday_long_0": {Say: "Sunday"}, "weekday_long_1": {Say: "Monday"}, "weekday_long_2": {Say: "Tuesday"}, "weekday_long_3": {Say: "Wednesday"},
	"weekday_long_4": {Say: "Thursday"}, "weekday_long_5": {Say: "Friday"}, "weekday_long_6": {Say: "Saturday"},
	"month_short_1": {Say: "Jan"}, "month_short_2": {Say: "Feb"}, "month_short_3": {Say: "Mar"}, "month_short_4": {Say: "Apr"},
	"month_short_5": {Say: "May"}, "month_short_6": {Say: "Jun"}, "month_short_7": {Say: "Jul"}, "month_short_8": {Say: "Aug"},
	"month_short_9": {Say: "Sep"}, "month_short_10": {Say: "Oct"}, "month_short_11": {Say: "Nov"}, "month_short_12": {Say: "Dec"},
	"month_long_1": {Say: "January"}, "month_long_2": {Say: "February"}, "month_long_3": {Say: "March"}, "month_long_4": {Say: "April"},
	"month_long_5": {Say: "May"}, "month_long_6": {Say: "June"}, "month_long_7": {Say: "July"}, "month_long_8": {Say: "August"},
	"month_long_9": {Say: "September"}, "month_long_10": {Say: "October"}, "month_long_11": {Say: "November"}, "month_long_12": {Say: "December"},

	"age_ahead":      {Say: "dated ahead of this clock"},
	"relative_today": {Say: "today"}, "relative_tomorrow": {Say: "tomorrow"},
	"relative_in_one": {Say: "in {n} day"}, "relative_in_many": {Say: "in {n} days"},
	"relative_overdue_one": {Say: "{n} day overdue"}, "relative_overdue_many": {Say: "{n} days overdue"},
	"age_one": {Say: "{n} day old"}, "age_many": {Say: "{n} days old"},

	"tier_forensic": {Say: "3 days, with a forensic investigation"}, "tier_3": {Say: "3 days"}, "tier_14": {Say: "14 days"},
	"tier_60": {Say: "60 days"}, "tier_upgrade": {Say: "with the next upgrade"}, "tier_none": {Say: "nothing open"},
	"tier_short_forensic": {Say: "3 days + forensic"}, "tier_short_3": {Say: "3 days"}, "tier_short_14": {Say: "14 days"},
	"tier_short_60": {Say: "60 days"}, "tier_short_upgrade": {Say: "Next upgrade"},

	"state_open": {Say: "Open"}, "state_planned": {Say: "Planned"}, "state_in_progress": {Say: "In progress"}, "state_claimed": {Say: "Claimed"},
	"state_restart_pending": {Say: "Restart pending"}, "state_fixed_triage_outstanding": {Say: "Fixed, triage outstanding"},
	"state_verified": {Say: "Verified"}, "state_blocked": {Say: "Blocked"}, "state_exception": {Say: "Exception"},
	"state_not_applicable": {Say: "Not applicable"}, "state_reopened": {Say: "Reopened"},

	"verdict_affected": {Say: "affected"}, "verdict_not_affected": {Say: "not affected"}, "verdict_cannot_tell": {Say: "cannot tell"},
	"verdict_disputed":   {Say: ", disputed"},
	"confidence_certain": {Say: "certain"}, "confidence_likely": {Say: "likely"}, "confidence_check": {Say: "worth a look"},
	"confidence_name_only": {Say: "by name only"},

	"badge_failed": {Say: "failed"}, "badge_unchecked": {Say: "not yet checked"}, "badge_unsigned": {Say: "unsigned"},
	"badge_hash": {Say: "hash only"}, "badge_signed": {Say: "signed, key not pinned"}, "badge_verified": {Say: "verified, key pinned"},
	"tlp_none": {Say: "no label"},

	"fix_update": {Say: "Update {name} to {version}"}, "fix_update_advised": {Say: "Update {name} as the vendor advises"},
	"fix_windows_build": {Say: "Update {name} to build {version}"}, "fix_windows_build_advised": {Say: "Update {name} as Microsoft advises"},
	"fix_firmware": {Say: "Update the firmware of {name} to {version}"}, "fix_firmware_advised": {Say: "Update the firmware of {name} as the vendor advises"},
	"fix_mitigate": {Say: "Mitigate {name}"}, "fix_watch": {Say: "Watch {name}: no fix exists yet"},
	"moved_targets_one": {Say: "{n} asset is on another task now"}, "moved_targets_many": {Say: "{n} assets are on another task now"},
	"fix_by": {Say: "{fix} ({update})"}, "fix_by_any": {Say: "{fix} (any of {updates})"},
	"sort_of_fix_update": {Say: "Update"}, "sort_of_fix_windows_build": {Say: "Windows update"}, "sort_of_fix_firmware": {Say: "Firmware"},
	"sort_of_fix_mitigation": {Say: "Mitigation"}, "sort_of_fix_watch": {Say: "Watch"},
	"remedy_vendor_fix": {Say: "The vendor's fix"}, "remedy_mitigation": {Say: "Mitigation"}, "remedy_workaround": {Say: "Workaround"},
	"remedy_no_fix_planned": {Say: "No fix is planned"}, "remedy_none_available": {Say: "No fix is available yet"},
	"remedy_fix_planned": {Say: "A fix is planned"}, "remedy_optional_patch": {Say: "An optional patch"},

	"mention": {Say: "{vulnerability} {value}, says {source}[ ({date})][: {title}]"},
	"epss":    {Say: "EPSS {score} for {vulnerability} ({date}): {share} % to be exploited within 30 days of that day"},

	"progress": {Say: "{stage}[: {share} %][, {name}]"}, "stage_read": {Say: "Reading"}, "stage_match": {Say: "Comparing with the inventory"},
	"stage_plan": {Say: "Planning tasks"}, "stage_reindex": {Say: "Reading the stored documents again"}, "stage_drop": {Say: "Clearing derived records"},

	"sort_csaf": {Say: "a CSAF advisory"}, "sort_osv": {Say: "an OSV record"}, "sort_cve": {Say: "a CVE record"},
	"sort_kev": {Say: "a KEV catalogue"}, "sort_openvex": {Say: "an OpenVEX document"}, "sort_nvd": {Say: "CVE records of NVD"}, "sort_stix": {Say: "a STIX bundle"}, "sort_epss": {Say: "a day of EPSS scores"}, "sort_cyclonedx": {Say: "a CycloneDX SBOM"}, "sort_spdx": {Say: "an SPDX SBOM"},
	"sort_syft": {Say: "a Syft SBOM"}, "sort_hash": {Say: "a hash file"}, "sort_signature": {Say: "a signature"},
	"sort_key": {Say: "a public key"}, "sort_manifest": {Say: "the manifest of a bundle"},
	"sort_provider": {Say: "an index of advisories"}, "sort_stated": {Say: "typed facts"}, "sort_unknown": {Say: "a document of a sort this program does not know"},
	"sort_JSON list": {Say: "a JSON list"}, "sort_GitHub advisory": {Say: "an advisory of GitHub's own form"}, "sort_CVE container": {Say: "a container of a CVE record"},
	"sort_STIX object": {Say: "a STIX object outside of a bundle"}, "sort_SSVC decision point": {Say: "a decision point or table of SSVC"}, "sort_JSON-LD context": {Say: "a context of JSON-LD"},
	"sort_JSON Schema": {Say: "a JSON Schema"}, "sort_Microsoft Office": {Say: "a file of Microsoft Office"},
	"ecosystem_vendor": {Say: "products of {vendor}"},
}
