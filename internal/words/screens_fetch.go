package words

import (
	"fmt"
	"path"
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// FetchKind is the name of a sort of source.
func FetchKind(kind string) string {
	switch kind {
	case "csaf":
		return Text("CSAF advisories")
	case "kev":
		return Text("KEV, what is exploited")
	case "epss":
		return Text("EPSS, how likely it is")
	case "osv":
		return Text("OSV, open source")
	case "cve":
		return Text("CVE, the whole list")
	case "url":
		return Text("Any address")
	}
	return kind
}

// FetchKindSay says what comes of a sort of source.
func FetchKindSay(kind string) string {
	switch kind {
	case "csaf":
		return Text("Of a vendor or an agency that publishes them, with hashes, signatures and keys")
	case "kev":
		return Text("CISA's catalogue of known exploited vulnerabilities")
	case "epss":
		return Text("The newest day of scores, published by FIRST")
	case "osv":
		return Text("All records of an ecosystem: Debian, PyPI, npm, Go")
	case "cve":
		return Text("Every CVE record with CISA's facts; more than half a gigabyte")
	case "url":
		return Text("One file from the web, with its hash and signature where they lie beside it")
	}
	return ""
}

// FetchNames are label, hint and help of the field for what a sort of source is
// asked by.
func FetchNames(kind string) (label, hint, help string) {
	switch kind {
	case "csaf":
		return Text("From"), "example.org", Text("Domains, or addresses of a provider-metadata.json, an aggregator.json or a ROLIE feed; several with commas.")
	case "osv":
		return Text("Ecosystems"), Text("Debian, PyPI, npm"), Text("As OSV calls them; several with commas.")
	case "url":
		return Text("Address"), "https://www.example.org/advisory.json", Text("Several with blanks between them.")
	}
	return "", "", ""
}

// FetchCourier says how a desk without a network gets what it needs.
func FetchCourier() string {
	return Text("No network at this desk? Run fenceline fetch on a computer that has one, carry the folder here on a stick, and import it.")
}

// FetchTrouble says why a fetch failed, at the window: what is to be typed in a shell is
// left out.
func FetchTrouble(err error) string { return FieldError(err) }

// FetchOffline says what a desk does that reaches nothing.
func FetchOffline() string {
	return Text("This computer reaches nothing there. Nothing of the desk was changed or lost. If it has no network: fetch on a computer that has one, carry the folder here on a stick, and import it.")
}

// NetworkAsked says that the network was asked from this window, and when.
func NetworkAsked(at time.Time, zone *time.Location, now time.Time) string {
	return Text("Only your fetch asked the network, {when}.", "when", Moment(at, zone, now))
}

// FetchSent says what others learn from a fetch.
func FetchSent() string {
	return Text("Only what you ask for is asked of its publisher, with the name and version of this program and nothing about this desk. Nothing is fetched before you press Fetch.")
}

// FetchFirst is what stands where the outcome will be.
func FetchFirst() string {
	return Text("What comes is written to the folder as a bundle: new and changed documents only, the next time. An import checks it as it checks a stick.")
}

// FetchTitle says what a running fetch does.
func FetchTitle(j JobState) string {
	switch {
	case j.Stopping:
		return Text("Stopping. What came is kept.")
	case j.Progress.Stage == "":
		return Text("Fetching")
	}
	return word("stage_", string(j.Progress.Stage), "Fetching")
}

// FetchPace says how far a running fetch is: documents, or bytes of one file.
func FetchPace(j JobState) string {
	if j.Progress.Stage != "fetch_bytes" {
		return JobPace(j)
	}
	p := j.Progress
	done := megabytes(float64(p.Done))
	if p.Total > 0 {
		done += Text(" of {total}", "total", megabytes(float64(p.Total)))
	}
	rate, left := "", ""
	if j.Rate > 0 {
		rate = Text("{rate} a second", "rate", megabytes(j.Rate))
	}
	if j.Left >= time.Minute {
		left = Text("{minutes} min left", "minutes", strconv.Itoa(int(j.Left.Minutes()+0.5)))
	} else if j.Left >= time.Second {
		left = Text("{seconds} s left", "seconds", strconv.Itoa(int(j.Left.Seconds()+0.5)))
	}
	return dotted(done, rate, left, p.Name)
}

// FetchLine is title and pace in one line.
func FetchLine(j JobState) string { return dotted(FetchTitle(j), FetchPace(j)) }

func megabytes(n float64) string { return Text("{n} MB", "n", fmt.Sprintf("%.1f", n/1e6)) }

// FetchingLine stands in the status bar while something is fetched.
func FetchingLine() string { return Text("Fetching from the network, as you asked.") }

// FetchedFile says of a document that failed or was noted what it is and why.
func FetchedFile(f *domain.FetchedFile) (name, why string) {
	name = path.Base(f.URL)
	if f.Error != nil {
		return name, FieldError(f.Error)
	}
	for _, w := range f.Warnings {
		if why != "" {
			why += " "
		}
		why += Warning(w)
	}
	return name, why
}
