package ingest

import (
	"io"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/nvd"
)

// Limits bound what one walk may cost. They are meant to be far above honest
// input and far below what hurts.
type Limits struct {
	Files         int   // files and archive members, folders included
	DocumentBytes int64 // of one document, unpacked
	FeedBytes     int64 // of one document that holds many advisories (NVD), unpacked
	TotalBytes    int64 // of all documents, unpacked
	Ratio         int64 // unpacked to packed bytes, above a floor of 8 MiB
	Depth         int   // archives inside archives: 1 allows a zip in a zip

	payload  func(file string) bool         // nil: none; files that are handed over as a stream and never looked into
	listed   func(file string, data []byte) // takes a manifest before anything else of its folder or archive
	only     func(file string) bool         // nil: every file; else the files that are looked at, and
	unpacked *unpacked                      // what was unpacked meanwhile is kept here; nil: nowhere
}

// DefaultLimits are those of an import that a person starts.
func DefaultLimits() Limits {
	return Limits{
		Files:         500_000, // the list of all CVE records has more than 300,000
		DocumentBytes: jsondoc.MaxBytes,
		FeedBytes:     nvd.MaxBytes,
		TotalBytes:    16 << 30,
		Ratio:         200,
		Depth:         1,
	}
}

// ratioFloor is how many bytes may come out of a packed stream before its ratio
// is looked at: short texts of one phrase pack very well.
const ratioFloor = 8 << 20

// nestedBytes is how large an archive inside an archive may be when it has to be
// held in memory, because it is itself compressed.
const nestedBytes = 256 << 20

// limitError says which limit was reached.
func limitError(code domain.Code, limit int64) *domain.Error {
	return &domain.Error{Kind: domain.Untrusted, Op: op, Code: code,
		Params: domain.Params{"limit": strconv.FormatInt(limit, 10)}}
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// guard ends an unpacked stream that grows beyond reason with a [*domain.Error].
type guard struct {
	r      io.Reader
	packed func() int64 // bytes that went in so far
	limits *Limits
	n      int64 // bytes that came out so far
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	switch {
	case g.n > g.limits.TotalBytes:
		return n, limitError(CodeTotal, g.limits.TotalBytes)
	case g.n > ratioFloor && g.n/g.limits.Ratio > g.packed():
		return n, limitError(CodeRatio, g.limits.Ratio)
	}
	return n, err
}
