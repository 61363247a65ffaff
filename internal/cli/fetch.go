package cli

import (
	"fmt"
	"io"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type fetchCmd struct {
	CSAF fetchCSAFCmd `cmd:"" name:"csaf" help:"Fetch the documents of CSAF providers or aggregators, with their hashes, signatures and keys."`
	KEV  fetchKEVCmd  `cmd:"" name:"kev" help:"Fetch CISA's catalogue of known exploited vulnerabilities."`
	EPSS fetchEPSSCmd `cmd:"" name:"epss" help:"Fetch the newest day of EPSS scores."`
	OSV  fetchOSVCmd  `cmd:"" name:"osv" help:"Fetch all OSV records of ecosystems."`
	CVE  fetchCVECmd  `cmd:"" name:"cve" help:"Fetch the whole list of CVE records (more than half a gigabyte)."`
	URL  fetchURLCmd  `cmd:"" name:"url" help:"Fetch what lies at any address, with the hash and signature beside it."`
}

// fetchHow are the flags that every fetch takes.
type fetchHow struct {
	Out      string  `required:"" help:"Folder of the bundle; on a stick, for example. The next fetch into it brings only what is new." type:"path" placeholder:"DIR"`
	Pack     string  `help:"Write the whole bundle to this archive, too: .zip, .tar or .tar.gz." type:"path" placeholder:"FILE"`
	Import   bool    `help:"Import the bundle into this desk at once."`
	Proxy    string  `help:"Proxy. Default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say." placeholder:"ADDRESS"`
	CA       string  `name:"ca" help:"File with certificates (PEM) that are trusted beside those of this computer." type:"path" placeholder:"FILE"`
	Rate     float64 `help:"Requests a second, at most; 10 where nothing is said." default:"10" placeholder:"N"`
	Parallel int     `help:"Documents fetched at once; 4 where nothing is said." default:"4" placeholder:"N"`
	MaxFile  int64   `name:"max-file" help:"Largest file from an address, in MiB; 4096 where nothing is said." default:"4096" placeholder:"MIB"`
	MaxTotal int64   `name:"max-total" help:"Most that one fetch takes in all, in MiB; 65536 where nothing is said." default:"65536" placeholder:"MIB"`
}

type fetchCSAFCmd struct {
	From  []string   `arg:"" help:"Domain, or address of a provider-metadata.json, an aggregator.json or a ROLIE feed."`
	Since *time.Time `help:"Leave out what the lists say last changed before that day." format:"2006-01-02" placeholder:"DATE"`
	fetchHow
}

type fetchKEVCmd struct{ fetchHow }
type fetchEPSSCmd struct{ fetchHow }
type fetchCVECmd struct{ fetchHow }

type fetchOSVCmd struct {
	Ecosystem []string `arg:"" help:"As OSV calls it: Debian, PyPI, npm, Go, ..."`
	fetchHow
}

type fetchURLCmd struct {
	Address []string `arg:"" help:"Address, https://..."`
	fetchHow
}

func (c *fetchCSAFCmd) Run(r *run) error {
	since := time.Time{}
	if c.Since != nil {
		since = *c.Since
	}
	return c.fetch(r, "csaf", c.From, since)
}
func (c *fetchKEVCmd) Run(r *run) error  { return c.fetch(r, "kev", nil, time.Time{}) }
func (c *fetchEPSSCmd) Run(r *run) error { return c.fetch(r, "epss", nil, time.Time{}) }
func (c *fetchOSVCmd) Run(r *run) error  { return c.fetch(r, "osv", c.Ecosystem, time.Time{}) }
func (c *fetchCVECmd) Run(r *run) error  { return c.fetch(r, "cve", nil, time.Time{}) }
func (c *fetchURLCmd) Run(r *run) error  { return c.fetch(r, "url", c.Address, time.Time{}) }

// fetched is the answer where an import followed.
type fetched struct {
	Fetch  wordedFetch   `json:"fetch"`
	Import wordedReceipt `json:"import"`
}

// wordedFetch is a receipt as --json answers it: every warning in words, too.
type wordedFetch struct {
	domain.FetchReceipt
	Files []wordedFetched `json:"files"`
}

type wordedFetched struct {
	domain.FetchedFile
	Warnings []wordedWarning `json:"warnings,omitempty"`
}

func fetchAnswer(receipt *domain.FetchReceipt) wordedFetch {
	out := wordedFetch{FetchReceipt: *receipt, Files: make([]wordedFetched, len(receipt.Files))}
	for i := range receipt.Files {
		line := wordedFetched{FetchedFile: receipt.Files[i]}
		for _, w := range receipt.Files[i].Warnings {
			line.Warnings = append(line.Warnings, wordedWarning{w, words.Warning(w)})
		}
		out.Files[i] = line
	}
	return out
}

func (h *fetchHow) fetch(r *run, kind string, names []string, since time.Time) error {
	for _, n := range []float64{h.Rate, float64(h.Parallel), float64(h.MaxFile), float64(h.MaxTotal)} {
		if !(n > 0 && n < 1<<30) {
			return &domain.Error{Kind: domain.Invalid, Op: "fetch", Code: "fetch_number", Params: domain.Params{"value": fmt.Sprint(n)}}
		}
	}
	receipt, err := workflow.Fetch(r.ctx, domain.FetchWish{Kind: kind, Names: names}, workflow.FetchOptions{
		Out: h.Out, Pack: h.Pack, Desk: r.options.Folder, Program: r.env.Program, Proxy: h.Proxy, Roots: h.CA, Rate: h.Rate, Parallel: h.Parallel,
		Since: since, MaxFile: h.MaxFile << 20, MaxTotal: h.MaxTotal << 20, Now: r.env.Now,
	}, r.progress())
	if t := &receipt.Totals; err != nil && t.New+t.Changed+t.Unchanged == 0 {
		return err // there is nothing else to tell
	}
	if words.FetchPartly(&receipt) {
		r.code = ExitPartly
	}
	words.FetchReasons(&receipt)
	if !h.Import || err != nil {
		if answerErr := r.answer(fetchAnswer(&receipt), func(w io.Writer) error { return fetchText(w, &receipt) }); answerErr != nil {
			return answerErr
		}
		return err
	}
	return r.writing(func(d *workflow.Desk) error {
		imported, err := d.Import(r.ctx, []string{receipt.Bundle}, r.progress())
		if err != nil && imported.ID == "" {
			return err
		}
		if imported.Totals.Rejected > 0 || imported.Totals.Quarantined > 0 || imported.Effect.Pending {
			r.code = ExitPartly
		}
		whole, readErr := r.uncut(d, imported, false)
		if readErr != nil {
			return readErr
		}
		answerErr := r.answer(fetched{fetchAnswer(&receipt), worded(whole)}, func(w io.Writer) error {
			if err := fetchText(w, &receipt); err != nil {
				return err
			}
			return receiptText(w, imported, false)
		})
		if answerErr != nil {
			return answerErr
		}
		return err
	})
}

// fetchShown is how many lines of what failed or was noted are listed.
const fetchShown = 20

func fetchText(w io.Writer, receipt *domain.FetchReceipt) error {
	for i := range receipt.Origins {
		o := &receipt.Origins[i]
		fmt.Fprintf(w, "  %s\n", oneLine(words.FetchOrigin(o)))
		if o.Reason != "" {
			fmt.Fprintf(w, "             %s\n", oneLine(o.Reason))
		}
	}
	shown := 0
	for i := range receipt.Files {
		f := &receipt.Files[i]
		if f.Error == nil && len(f.Warnings) == 0 {
			continue
		}
		if shown++; shown > fetchShown {
			continue
		}
		fmt.Fprintf(w, "  %-9s  %s\n", f.Outcome, oneLine(f.URL))
		if f.Reason != "" {
			fmt.Fprintf(w, "             %s\n", oneLine(f.Reason))
		}
		for _, warning := range f.Warnings {
			fmt.Fprintf(w, words.Text("             note: %s\n"), oneLine(words.Warning(warning)))
		}
	}
	if shown > fetchShown {
		fmt.Fprintf(w, words.Text("  ... and %s more. All of them: --json\n"), words.Number(shown-fetchShown))
	}
	fmt.Fprintln(w, words.Fetched(receipt))
	fmt.Fprintf(w, words.Text("The bundle lies in %s\n"), oneLine(receipt.Bundle))
	if receipt.Packed != "" {
		fmt.Fprintf(w, words.Text("Packed: %s\n"), oneLine(receipt.Packed))
	}
	_, err := fmt.Fprintf(w, words.Text("Next, here or on the desk that the stick is carried to: fenceline import %s\n"), quotedPath(or(receipt.Packed, receipt.Bundle)))
	return err
}

// quotedPath is a path as it is typed in a shell.
func quotedPath(path string) string {
	for _, c := range path {
		if c == ' ' {
			return `"` + oneLine(path) + `"`
		}
	}
	return oneLine(path)
}
