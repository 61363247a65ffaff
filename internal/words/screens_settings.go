package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// SettingsSection is the name of a part of the settings and what it holds now.
func SettingsSection(section string) string {
	switch section {
	case "desk":
		return Text("Operator")
	case "policy":
		return Text("Policy")
	case "people":
		return Text("People")
	case "keys":
		return Text("Trust keys")
	case "approval":
		return Text("Approval and keeping")
	case "backup":
		return Text("Backup")
	case "machines":
		return Text("Recognising machines")
	case "look":
		return Text("Appearance")
	case "log":
		return Text("Data and log")
	}
	return Text("Licences")
}

// DeskNow says whose desk it is, in a line.
func DeskNow(d *domain.Desk) string {
	if d.Operator == "" {
		return Text("No name yet · {zone}", "zone", d.Zone)
	}
	return d.Operator + " · " + d.Zone
}

// PolicyNow says which table and which setting are in force.
func PolicyNow(d *domain.Desk, all []domain.PolicyView) string {
	title, groups := d.Policy, 0
	for i := range all {
		groups += len(all[i].Groups)
		if all[i].Name == d.Policy {
			title = all[i].Title
		}
	}
	own := ""
	if groups > 0 {
		own = several(groups, "group has another", "groups have others")
	}
	return dotted(title, own, MissingTitle(d.Missing))
}

// MissingTitle names a setting for missing facts.
func MissingTitle(m domain.MissingSetting) string {
	switch m {
	case domain.MissingTableReading:
		return Text("As the table reads")
	case domain.MissingWorstCase:
		return Text("Worst case")
	}
	return Text("60 days")
}

// MissingName names a setting for missing facts with the name by which it is set at the
// command line: "60 days, flat-60".
func MissingName(m domain.MissingSetting) string {
	if m == "" {
		return Text("not set")
	}
	return Joined(MissingTitle(m), string(m))
}

// MissingSay says what a setting for missing facts does.
func MissingSay(m domain.MissingSetting) string {
	switch m {
	case domain.MissingTableReading:
		return Text("Where a fact is missing, an attack counts as not automated, its impact as total, and the asset as exposed.")
	case domain.MissingWorstCase:
		return Text("Where a fact is missing, the answer that gives the earliest date is taken. More dates will be early, and marked as assumed.")
	}
	return Text("What is not in KEV and lacks a fact gets 60 days, as CISA's later answers say. Exposure that nobody answered counts as yes.")
}

// PeopleNow says how many people are defined.
func PeopleNow(people []domain.PersonView) string {
	if len(people) == 0 {
		return Text("Nobody is defined")
	}
	secret := 0
	for _, p := range people {
		if p.Passphrase {
			secret++
		}
	}
	return dotted(several(len(people), "person", "people"), Text("{secret} with a passphrase", "secret", Number(secret)))
}

// PeopleNote says what defining people does.
func PeopleNote(n int) string {
	if n == 0 {
		return Text("Nobody is defined: whoever opens this desk may do everything, under the name they give. Begin with yourself, as one who approves.")
	}
	return Text("Only the people on this list act here. Who approves may also edit, who edits may also read. A name without a passphrase is taken at its word, and the log says so.")
}

// RoleSay says what a role may do.
func RoleSay(r domain.Role) string {
	switch r {
	case domain.RoleApprove:
		return Text("Approves exceptions, pins keys, defines people")
	case domain.RoleEdit:
		return Text("Imports, answers, works on tasks")
	}
	return Text("Looks and exports")
}

// KeysNow counts the keys by what was decided about them.
func KeysNow(keys []domain.TrustKey) string {
	if len(keys) == 0 {
		return Text("No key is known")
	}
	counts := map[domain.KeyState]int{}
	for i := range keys {
		counts[keys[i].State]++
	}
	var parts []string
	for _, s := range []domain.KeyState{domain.KeyPinned, domain.KeyOffered, domain.KeyRevoked} {
		if counts[s] > 0 {
			parts = append(parts, Number(counts[s])+" "+KeyState(s))
		}
	}
	return dotted(parts...)
}

// KeysNote says what pinning means.
func KeysNote() string {
	return Text("A key that came on the same medium as its advisories proves nothing. Ask the publisher for the fingerprint by another way, such as the telephone, and compare all of it.")
}

// NoKeys is the empty state of the keys.
func NoKeys() string {
	return Text("Keys that lie beside advisories are offered here after an import. A file with a public key can be taken in, too.")
}

// KeyOwner is what a key calls itself; it proves nothing.
func KeyOwner(k *domain.TrustKey) string {
	if len(k.Owners) == 0 {
		return Text("A key without a name")
	}
	return strings.Join(k.Owners, ", ")
}

// KeyLine says what a key is and where it is from.
func KeyLine(k *domain.TrustKey, zone *time.Location, now time.Time) string {
	valid := ""
	if !k.Expires.IsZero() {
		valid = Text("valid until {day}", "day", DayOfInstant(k.Expires, zone, now))
	}
	dead := ""
	if k.Dead {
		dead = Text("revoked by its owner")
	}
	from := ""
	if k.File != "" {
		from = Text("from {file}", "file", k.File)
	}
	return dotted(k.Algorithm, valid, dead, from)
}

// KeyDecided says who decided about a key and when.
func KeyDecided(k *domain.TrustKey, zone *time.Location, now time.Time) string {
	by := ""
	if k.By != "" {
		by = Text(" by {by}", "by", k.By)
	}
	switch k.State {
	case domain.KeyPinned:
		return Text("Pinned {day}{by} for {namespaces}", "day", DayOfInstant(k.Since, zone, now), "by", by, "namespaces", strings.Join(k.Namespaces, ", "))
	case domain.KeyRevoked:
		return Text("Revoked {day}{by}: {reason}", "day", DayOfInstant(k.Since, zone, now), "by", by, "reason", k.Reason)
	}
	return Text("Offered {day}; nothing rests on it", "day", DayOfInstant(k.Since, zone, now))
}

// Compared says how far a typed fingerprint agrees.
func Compared(typed, agree, of int, differ bool) string {
	switch {
	case typed == 0:
		return Text("Type or paste all {of} digits, as the owner gives them to you.", "of", Number(of))
	case differ:
		return Text("Digit {agree} differs. This is not the key its owner told you about: do not pin it.", "agree", Number(agree+1))
	case agree < of:
		return Text("{agree} of {of} digits agree so far.", "agree", Number(agree), "of", Number(of))
	}
	return Text("All {of} digits agree.", "of", Number(of))
}

// BackupNote says what a backup is.
func BackupNote() string {
	return Text("A backup is one file with everything this desk holds, and a seal by which a later change is noticed. It is not encrypted: keep it where only you can read it, on another medium than this computer.")
}

// BackupLine says what a backup holds.
func BackupLine(operator string, assets int, head domain.LogHead, sealed bool) string {
	if operator == "" {
		operator = Text("a desk without a name")
	}
	seal := Text("its seal fits")
	if !sealed {
		seal = Text("it carries no seal, so a changed value would not be noticed")
	}
	return operator + ", " + several(assets, "asset", "assets") + ", " + several(int(head.Seq), "log entry", "log entries") + "; " + seal
}

// RestoreQuestion says what putting a backup in place means.
func RestoreQuestion(operator string, assets, entries, lost int) string {
	if operator == "" {
		operator = Text("a desk without a name")
	}
	say := Text("Put {operator}, {assets} and {log}, in the place of this desk?", "operator", operator, "assets", several(assets, "asset", "assets"), "log", several(entries, "log entry", "log entries"))
	if lost > 0 {
		say += Text(" What was recorded since, {log}, is not in it.", "log", several(lost, "log entry", "log entries"))
	}
	return Text("{say} The desk as it is now is kept beside it as a file. The window closes and opens again.", "say", say)
}

// SettingsDid says what was done.
func SettingsDid(did string) string {
	switch did {
	case "settings_saved":
		return Text("Saved. Dates that hang on it were computed again.")
	case "settings_person":
		return Text("Saved.")
	case "settings_retired":
		return Text("Taken off the list. What they did stays in the log under their name.")
	case "settings_pinned":
		return Text("Pinned. Everything stored that this key signed was weighed again.")
	case "settings_revoked":
		return Text("Revoked. What this key signed counts as failed from now on.")
	case "settings_offered":
		return Text("Taken in. Nothing rests on it until it is pinned.")
	case "settings_backup":
		return Text("Written and checked.")
	case "settings_checked":
		return Text("Read whole; nothing was changed.")
	case "settings_log":
		return Text("The log is whole.")
	case "settings_table":
		return Text("Taken in. It gives no date before it is chosen.")
	case "settings_dropped":
		return Text("Taken away. The log keeps that it was here.")
	case "settings_forgotten":
		return Text("The answer is forgotten; the question will be asked again.")
	case "settings_written":
		return Text("Written.")
	}
	return ""
}

// DataNote says where the data lies and what it means.
func DataNote() string {
	return Text("Everything lies in one folder that only your account can read. Nothing leaves it unless you export it.")
}

// LanguageNote says what a language changes, and what it does not.
func LanguageNote() string {
	return Text("of the window, its reports and sheets; what publishers and people wrote stays as it is")
}

// AppearanceNote says what the choice is about.
func AppearanceNote() string {
	return Text("Sizes follow the scale of your system. Colours never carry a meaning alone: a word or a shape stands beside each.")
}
