package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// FactGroup is the heading over a part of the facts of an asset.
func FactGroup(name string) string {
	switch name {
	case "questions":
		return Text("Four questions")
	case "what":
		return Text("What it is")
	case "network":
		return Text("On the network")
	case "where":
		return Text("Where, and whose")
	case "upkeep":
		return Text("Upkeep")
	case "medical":
		return Text("Medical device")
	case "utility":
		return Text("Utility")
	case "bank":
		return Text("Bank")
	}
	return Text("Other")
}

// FactQuestion is the name of a fact where it is asked: the four questions are whole
// sentences.
func FactQuestion(name string) string {
	switch name {
	case "exposed":
		return QuestionExposure()
	case "criticality":
		return QuestionCriticality()
	case "safety":
		return QuestionSafety()
	case "mission":
		return QuestionMission()
	}
	return AssetField(name)
}

// FactHint shows how a fact is written.
func FactHint(name string) string {
	switch name {
	case "name":
		return Text("as people call it")
	case "kind":
		return Text("workstation, server, medical device …")
	case "os":
		return Text("Windows 11 23H2")
	case "os-build":
		return "10.0.22631.4602"
	case "hostname", "protocol", "tag":
		return Text("several, with ; between them")
	case "ip":
		return "10.20.0.7; 2001:db8::7"
	case "mac":
		return "00:1A:2B:3C:4D:5E"
	case "window":
		return Text("Sun 02:00-05:00")
	case "next-upgrade", "support-end":
		return "2027-06-30"
	case "fda-class":
		return Text("I, II or III")
	case "bes-class":
		return Text("low, medium or high")
	}
	return ""
}

// FactHelp says what a fact does, where it does something.
func FactHelp(name string) string {
	switch name {
	case "os-build":
		return Text("On Windows with the update revision: advisories compare it.")
	case "window-group":
		return Text("Assets of one group are patched together.")
	case "next-upgrade":
		return Text("Fixes that may wait wait until then.")
	case "twin":
		return Text("Name of the asset that stands in for it.")
	}
	return ""
}

// AssetKinds are the kinds offered where one is typed.
func AssetKinds() []string {
	return []string{"workstation", "server", Term("medical device"), "network", "printer", "phone", Term("control system"), Term("virtual machine")}
}

// AssetFormTitle heads the form of an act.
func AssetFormTitle(act string, names []string) string {
	switch act {
	case "new":
		return Text("New asset")
	case "edit":
		return Text("Facts of {name}", "name", names[0])
	case "bulk":
		return Plural(len(names), "Facts of {n} asset", "Facts of {n} assets")
	case "merge":
		return Plural(len(names), "Make one asset of {n}", "Make one asset of these {n}")
	}
	return Text("Confirm the list")
}

// AssetFormGround says what a form does.
func AssetFormGround(act string, inUse int) string {
	switch act {
	case "new":
		return Text("Only the name is needed. What is left empty counts as not known, and is asked for where it matters.")
	case "edit":
		return Text("An empty field is not known. Every change is kept with your name and the time.")
	case "bulk":
		return Text("What you leave as it is stays as it is on each of them. Type unknown to take a fact back from all.")
	case "merge":
		return Text("The one you keep gets what it does not know from the others, and the newest inventory of each sort. The others are retired and keep their history; lists that name them mean this one from now on. It cannot be taken back.")
	}
	return Plural(inUse, "You confirm that the {n} asset in use is all there is, and that the facts are true. Your name, the day and a digest of the list are kept in the log.",
		"You confirm that the {n} assets in use are all there are, and that their facts are true. Your name, the day and a digest of the list are kept in the log.")
}

// AssetSendWord is on the button that does it.
func AssetSendWord(act string) string {
	switch act {
	case "new":
		return Text("Add asset")
	case "merge":
		return Text("Merge")
	case "confirm":
		return Text("I confirm this list")
	}
	return Text("Keep")
}

// MixedValues stands in a field that several assets fill differently.
func MixedValues(n int) string { return Plural(n, "{n} value", "{n} different values") }

// AssetsSelected counts marked rows.
func AssetsSelected(n int) string { return Plural(n, "{n} asset selected", "{n} assets selected") }

// MergeLine says what tells one of several assets from the others.
func MergeLine(a *domain.AssetView, zone *time.Location, now time.Time) string {
	inventory := Text("no inventory")
	if !a.Inventory.IsZero() {
		inventory = Text("inventory of {day}", "day", DayOfInstant(a.Inventory, zone, now))
	}
	serial := ""
	if a.Serial != "" {
		serial = Text("serial {serial}", "serial", a.Serial)
	}
	return dotted(AssetKind(a.Kind), Joined(a.Manufacturer, a.Model), serial, strings.Join(a.Hostnames, ", "), a.Location, inventory)
}

// MaybeTwice says that machines may stand on the list twice.
func MaybeTwice(n int) string {
	return Plural(n, "{n} machine may be listed twice.", "{n} machines may be listed twice.")
}

// SharedFact says what assets that may be one machine share.
func SharedFact(by, value string) string {
	switch by {
	case "serial":
		return Text("same serial number, {value}", "value", value)
	case "mac":
		return Text("same hardware address, {value}; docking stations share theirs", "value", value)
	}
	return Text("same host name, {value}", "value", value)
}

// SharedFacts says what the assets of one group share.
func SharedFacts(by []string) string { return upperFirst(strings.Join(by, "; ")) }

// OpenQuestion counts assets for which a question is open.
func OpenQuestion(name string) string {
	switch name {
	case "exposed":
		return Text("Exposed")
	case "criticality":
		return Text("Importance")
	case "safety":
		return Text("Safety")
	}
	return Text("Mission")
}

// SoftwareNote counts an asset's components, and those that cannot be matched.
func SoftwareNote(all, noVersion, noIdentity int) string {
	unversioned, nameless := "", ""
	if noVersion > 0 {
		unversioned = Plural(noVersion, "{n} without a version", "{n} without a version")
	}
	if noIdentity > 0 {
		nameless = Plural(noIdentity, "{n} by name only", "{n} by name only")
	}
	return dotted(Plural(all, "{n} component", "{n} components"), unversioned, nameless)
}

// NoSoftware says that nothing is known to run on an asset, and how to find out.
func NoSoftware() string {
	return Text("Nothing is known to run on it. Import an inventory, or scan it where it is this computer.")
}

// FactWas tells one fact before and after.
func FactWas(c domain.FactChange) string {
	before, after := c.Before, c.After
	if before == "" {
		return Text("{fact}: {after}", "fact", AssetField(c.Field), "after", after)
	}
	if after == "" {
		after = Text("not known")
	}
	return Text("{fact}: {before} → {after}", "fact", AssetField(c.Field), "before", before, "after", after)
}

// SoftwareDifference says what two instants of an asset's software come to.
func SoftwareDifference(c *domain.SoftwareChanges, zone *time.Location, now time.Time) string {
	if len(c.Documents) == 0 {
		return Text("There is no inventory to compare.")
	}
	return Text("{then} components at the end of {from}, {now} at the end of {to}.", "then", Number(c.Before), "now", Number(c.After),
		"from", DayOfInstant(c.From, zone, now), "to", DayOfInstant(c.To, zone, now))
}

// SoftwareChanged tells how one component differs.
func SoftwareChanged(c *domain.SoftwareChange) (what, versions string) {
	shown := func(all []string) string {
		out := make([]string, len(all))
		for i, v := range all {
			if out[i] = v; v == "" {
				out[i] = Text("version not known")
			}
		}
		return strings.Join(out, ", ")
	}
	switch {
	case len(c.Before) == 0:
		return Text("new"), shown(c.After)
	case len(c.After) == 0:
		return Text("gone"), shown(c.Before)
	}
	return Text("changed"), shown(c.Before) + " → " + shown(c.After)
}

// SoftwareThenAndNow are the versions of one component then and now; "" where it was not
// there.
func SoftwareThenAndNow(c *domain.SoftwareChange) (then, now string) {
	if _, versions := SoftwareChanged(&domain.SoftwareChange{Before: c.Before}); len(c.Before) > 0 {
		then = versions
	}
	if _, versions := SoftwareChanged(&domain.SoftwareChange{After: c.After}); len(c.After) > 0 {
		now = versions
	}
	return then, now
}

// SoftwareDays names the two days that are compared.
func SoftwareDays(c *domain.SoftwareChanges, zone *time.Location, now time.Time) (from, to string) {
	return Sentence(DayOfInstant(c.From, zone, now)), Sentence(DayOfInstant(c.To, zone, now))
}

// NotThere stands where a thing was not there at one of two times.
func NotThere() string { return Text("not there") }

// ScanTitle says what is being looked through.
func ScanTitle(j JobState) string {
	switch {
	case j.Stopping:
		return Text("Stopping the scan")
	case j.Name == "":
		return Text("Scanning this computer")
	}
	return Text("Scanning {name}", "name", j.Name)
}

// ScanLine says how far a scan is.
func ScanLine(j JobState) string { return dotted(ScanTitle(j), JobPace(j)) }

// IntakeLine says how far reading or writing lists and inventories is.
func IntakeLine(j JobState, dry bool) string {
	title := Text("Importing {name}", "name", j.Name)
	switch {
	case j.Stopping:
		title = Text("Stopping; what is in stays in")
	case dry:
		title = Text("Reading {name}", "name", j.Name)
	}
	return dotted(title, JobPace(j))
}

// ScanTold says what a scan looked at.
func ScanTold(files, excluded, unread, software int) string {
	left, not, looked := "", "", ""
	if files > 0 {
		looked = Plural(files, "{n} file looked at", "{n} files looked at")
	}
	if excluded > 0 {
		left = Plural(excluded, "{n} left out as you said", "{n} left out as you said")
	}
	if unread > 0 {
		not = Plural(unread, "{n} not read", "{n} not read")
	}
	return dotted(Plural(software, "{n} package found", "{n} packages found"), looked, left, not)
}

// WhichAsset asks what a file that names no machine is of.
func WhichAsset(name string) string { return Text("Which asset is it? {name}", "name", name) }

// NameOnly marks a component that advisories cannot name.
func NameOnly() string { return Text("cannot be matched: only its name is known") }

// NoRetired says what the list of retired assets is for.
func NoRetired() string {
	return Text("Assets you retire are listed here with their history, and can be put back into use.")
}

// TwiceAdvice says what to do about assets that may be one machine.
func TwiceAdvice() string {
	return Text("These may be one machine each. Select those that are one, and merge them.")
}

// LevelWord is an importance in one word.
func LevelWord(level string) string {
	switch level {
	case "low":
		return Text("Low")
	case "medium":
		return Text("Medium")
	case "high":
		return Text("High")
	}
	return Text("Not known")
}

// NoAssetChosen says what the detail of an asset is for.
func NoAssetChosen() string { return Text("Choose one in the list to see what is known of it.") }

// RetiredOn says since when an asset is out of use.
func RetiredOn(a *domain.AssetView, zone *time.Location, now time.Time) string {
	if a.MergedInto != "" {
		return Text("merged into another on {day}", "day", DayOfInstant(a.Retired, zone, now))
	}
	return Text("retired on {day}", "day", DayOfInstant(a.Retired, zone, now))
}

// ScanSay says what a scan does and does not do.
func ScanSay() string {
	return Text("Files are read and nothing is run, changed or sent. What is found is shown before the desk has it.")
}

// ScanThisSay says what is read of this computer.
func ScanThisSay() string {
	return Text("Its system, programs, packages, updates and services, as the system itself lists them.")
}

// ScanFolderSay says what a folder is looked through for.
func ScanFolderSay() string {
	return Text("Programs, packages and libraries that lie in it: a mounted disk, a share, an application.")
}

// ScanExcludeHelp shows patterns.
func ScanExcludeHelp() string {
	return Text("Patterns below the folder, with commas between them: cache, **/*.iso")
}

// ScanFoldersHelp says what folders of this computer add to what its system lists.
func ScanFoldersHelp() string {
	return Text("With commas between them. Finds what was unpacked there and no installer knows.")
}

// ScanExcludeThere shows patterns for those folders.
func ScanExcludeThere() string {
	return Text("Patterns below those folders, with commas between them: cache, **/*.iso")
}

// ScanDeclaredSay says what declared software is.
func ScanDeclaredSay() string { return Text("List also what lock files ask for, installed or not") }

// ScanAssetHelp says that the asset can be said later.
func ScanAssetHelp() string { return Text("It can also be said once the result is seen.") }

// ScanNothingRuns says what will be shown while nothing runs.
func ScanNothingRuns() string { return Text("Nothing is read before you press Scan.") }

// WhoseHint says how to go on with a file that does not say which machine it is of.
func WhoseHint() string { return Text("Choose this row, then say at the right which asset it is.") }

// AssetDone says what was done to an asset, of which the facts follow.
func AssetDone(e *domain.LogEvent) string {
	if e.Verb == "asset.add" {
		return dotted(Text("Put on the list"), e.Reason)
	}
	return dotted(Text("Facts changed"), e.Reason)
}
