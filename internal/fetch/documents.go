package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/trust"
)

// provider fetches what is new of one provider: first its metadata and keys, then
// its documents.
func (f *fetcher) provider(ctx context.Context, p *provider) error {
	o := domain.FetchOrigin{Name: p.Publisher.Name, URL: p.at.String(), Role: p.Role, Folder: f.folder(p.at)}
	err := f.about(ctx, p, &o)
	var list []item
	if err == nil {
		list, o.Way, err = f.items(ctx, p)
	}
	o.Listed = len(list)
	f.receipt.Totals.Listed += len(list)
	if len(list) > 0 {
		if all := f.documents(ctx, o.Folder, list); all != nil {
			err = all
		}
	}
	f.origin(o, err)
	if len(list) > 0 && !domain.Is(err, domain.Storage) && !domain.Is(err, domain.Cancelled) {
		return nil // what is missing stands with its origin
	}
	return err
}

// folder is where the documents of a provider go: named after the host its metadata
// is on, since that is what a person knows; a second one there stands beside.
func (f *fetcher) folder(at *url.URL) string {
	if e, ok := f.b.known(at.String()); ok {
		return path.Dir(e.File)
	}
	return f.b.takeFolder("csaf/"+safeName(at.Host), at.String())
}

// about keeps what a provider says of itself, and its keys, as they came: the
// import offers them to a person.
func (f *fetcher) about(ctx context.Context, p *provider, o *domain.FetchOrigin) error {
	if p.data == nil {
		return nil
	}
	keep := func(u *url.URL, file string, data []byte) error {
		if err := f.b.write(file, data); err != nil {
			return err
		}
		sums, err := trust.SumsOf(strings.NewReader(string(data)))
		if err != nil {
			return err
		}
		return f.b.note(entry{URL: u.String(), File: file, Size: int64(len(data)), Digest: sums.SHA256})
	}
	if err := keep(p.at, o.Folder+"/"+metadataFile, p.data); err != nil {
		return err
	}
	for _, key := range p.Keys[:min(len(p.Keys), mostKeys)] {
		u, err := f.c.resolve(p.at, key.URL)
		var data []byte
		if err == nil {
			data, err = f.c.small(ctx, u, mostProof)
		}
		if err == nil {
			err = keep(u, f.b.take(o.Folder+"/openpgp/"+safeName(or(strings.ToUpper(key.Fingerprint), "key"))+".asc", u.String()), data)
		}
		switch {
		case domain.Is(err, domain.Storage), domain.Is(err, domain.Cancelled):
			return err
		case err != nil: // documents without their key are worth having all the same
			f.count(failed(&job{item: item{at: &url.URL{Path: key.URL}}}, err))
		default:
			o.Keys++
		}
	}
	return nil
}

// mostKeys is how many keys of one provider are fetched.
const mostKeys = 50

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// job is one document to be fetched.
type job struct {
	item
	limit  int64
	proofs bool // hashes and signatures come along
	plain  bool // no CSAF document: it is not counted as unproven
	place  func(file string) (string, error)
	shown  func(done, total int64)
}

// documents fetches what a list names, several at a time.
func (f *fetcher) documents(ctx context.Context, folder string, list []item) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	jobs := make(chan *job)
	lines := make(chan domain.FetchedFile)
	var workers sync.WaitGroup
	for range f.o.Parallel {
		workers.Go(func() {
			for j := range jobs {
				lines <- f.one(ctx, j)
			}
		})
	}
	go func() {
		defer func() { close(jobs); workers.Wait(); close(lines) }()
		for i := range list {
			j := &job{item: list[i], limit: f.o.Limits.Document, proofs: true, shown: func(int64, int64) {}}
			j.place = func(file string) (string, error) { return f.csafPlace(folder, file, j.at) }
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	var fatal error
	done := int64(0)
	for line := range lines {
		done++
		if e := line.Error; e != nil && (e.Kind == domain.Storage || e.Kind == domain.Cancelled || e.Code == "fetch_total" || e.Code == "fetch_no_network") && fatal == nil {
			fatal = e
			stop(e)
		}
		if line.Error == nil || line.Error.Kind != domain.Cancelled {
			f.count(line)
		}
		f.o.Progress(domain.Progress{Stage: "fetch", Done: done, Total: int64(len(list)), Name: path.Base(line.URL)})
	}
	if fatal == nil && ctx.Err() != nil {
		fatal = &domain.Error{Kind: domain.Cancelled, Op: op, Code: "fetch_stopped", Err: ctx.Err()}
	}
	return fatal
}

// older marks the line of a document that was left out for its age.
const older domain.FetchOutcome = "older"

// one fetches one document with what proves it, unless the bundle has it.
func (f *fetcher) one(ctx context.Context, j *job) domain.FetchedFile {
	address := j.at.String()
	line := domain.FetchedFile{URL: address}
	if j.trouble != nil {
		return failed(j, j.trouble)
	}
	if !j.updated.IsZero() && j.updated.Before(f.o.Since) {
		line.Outcome = older
		return line
	}
	held, there := f.b.known(address)
	if there && !j.updated.IsZero() && j.updated.Equal(held.Updated) {
		line.Outcome, line.File = domain.FetchUnchanged, held.File
		return line
	}
	known := validators{}
	if there {
		known = held.Of
	}
	got, err := f.c.download(ctx, f.b, j.at, known, j.limit, j.shown)
	if err != nil {
		return failed(j, err)
	}
	if got.same {
		line.Outcome, line.File = domain.FetchUnchanged, held.File
		if !j.updated.Equal(held.Updated) {
			held.Updated = j.updated
			err = f.b.note(held)
		}
	} else {
		err = f.settle(ctx, j, got, held, there, &line)
	}
	if err != nil {
		return failed(j, err)
	}
	return line
}

// settle puts what came in its place, proofs first and the note of it last, so that
// what is noted is whole.
func (f *fetcher) settle(ctx context.Context, j *job, got got, held entry, there bool, line *domain.FetchedFile) error {
	file, err := j.place(got.part.file)
	if err != nil {
		return err
	}
	address := j.at.String()
	file = f.b.take(file, address)
	e := entry{URL: address, File: file, Updated: j.updated, Of: got.of, Size: got.size, Digest: got.digest}
	if j.proofs {
		sums, err := sumsOf(got.part.file)
		if err != nil {
			return err
		}
		if e.Proofs, err = f.prove(ctx, j, file, sums, line); err != nil {
			return err
		}
		if len(line.Warnings) > 0 { // a proof is missing or does not fit: the next fetch asks again
			e.Updated, e.Of = time.Time{}, validators{}
		}
	}
	if err := f.b.place(got.part, file); err != nil {
		return err
	}
	line.File, line.Size, line.Digest, line.Proofs = file, e.Size, e.Digest, len(e.Proofs)
	switch {
	case there && held.Digest == e.Digest && held.File == e.File:
		line.Outcome = domain.FetchUnchanged
	case there:
		line.Outcome = domain.FetchChanged
	default:
		line.Outcome = domain.FetchNew
	}
	if base := path.Base(j.at.Path); line.Outcome != domain.FetchUnchanged && path.Base(file) != base {
		line.Warnings = append(line.Warnings, domain.Warning{Code: "fetch_renamed", Params: domain.Params{"name": base}})
	}
	return f.b.note(e)
}

func sumsOf(file string) (trust.Sums, error) {
	from, err := os.Open(file)
	if err != nil {
		return trust.Sums{}, unwritten(file, err)
	}
	defer from.Close()
	sums, err := trust.SumsOf(from)
	if err != nil {
		return trust.Sums{}, unwritten(file, err)
	}
	return sums, nil
}

// proofEndings are what proofs of a CSAF document have behind its name (CSAF
// sections 7.1.18 and 7.1.19), and of what else people publish.
var proofEndings = []string{".sha256", ".sha512", ".asc"}

// prove fetches hashes and signature of a document, and says where a hash does not
// fit. It keeps them all the same: the import is what judges.
func (f *fetcher) prove(ctx context.Context, j *job, file string, sums trust.Sums, line *domain.FetchedFile) ([]string, error) {
	var have []string
	endings := proofEndings
	if j.plain {
		endings = append(slices.Clone(endings), ".minisig")
	}
	for _, ending := range endings {
		address, named := j.item.proofs[ending]
		if !named {
			if j.item.proofs != nil {
				continue // the feed says that there is none
			}
			own := *j.at
			own.Path, own.RawPath = own.Path+ending, ""
			address = own.String()
		}
		u, err := f.c.resolve(j.at, address)
		var data []byte
		if err == nil {
			data, err = f.c.small(ctx, u, mostProof)
		}
		switch {
		case missing(err) && !named:
			continue
		case domain.Is(err, domain.Cancelled):
			return nil, err
		case err != nil:
			var own *domain.Error
			if errors.As(err, &own) {
				line.Warnings = append(line.Warnings, domain.Warning{Code: "fetch_proof_missing", Params: domain.Params{"file": path.Base(file) + ending}})
			}
			continue
		case !named && bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")):
			continue // a page that says in its words that there is nothing
		}
		if proof := trust.ReadHashes(data); ending != ".asc" && ending != ".minisig" && proof.Check(path.Base(j.at.Path), sums).Result != trust.ResultGood {
			line.Warnings = append(line.Warnings, domain.Warning{Code: "fetch_wrong_hash", Params: domain.Params{"file": path.Base(file) + ending}})
		}
		if err := f.b.write(file+ending, data); err != nil {
			return nil, err
		}
		have = append(have, ending)
	}
	return have, nil
}

// csafPlace is where a CSAF document goes: below its label and the year of its first
// release, as mirrors of csaf_downloader have it; what cannot be read goes to
// unread, for the import to tell why.
func (f *fetcher) csafPlace(folder, file string, at *url.URL) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", unwritten(file, err)
	}
	var doc struct {
		Document struct {
			Distribution struct {
				TLP struct {
					Label string `json:"label"`
				} `json:"tlp"`
			} `json:"distribution"`
			Tracking struct {
				Initial time.Time `json:"initial_release_date"`
			} `json:"tracking"`
		} `json:"document"`
	}
	name := baseName(at)
	if err := json.Unmarshal(data, &doc); err != nil || doc.Document.Tracking.Initial.IsZero() {
		return folder + "/unread/" + name, nil
	}
	label := strings.ToLower(safeName(or(doc.Document.Distribution.TLP.Label, "unlabeled")))
	return folder + "/" + label + "/" + strconv.Itoa(doc.Document.Tracking.Initial.Year()) + "/" + name, nil
}

func failed(j *job, err error) domain.FetchedFile {
	line := domain.FetchedFile{URL: j.at.String(), Outcome: domain.FetchFailed}
	if !errors.As(err, &line.Error) {
		line.Error = &domain.Error{Kind: domain.Internal, Op: op, Subject: line.URL, Err: err}
	}
	return line
}

// count puts a document on the receipt.
func (f *fetcher) count(line domain.FetchedFile) {
	t := &f.receipt.Totals
	t.Proofs += line.Proofs
	for _, w := range line.Warnings {
		if w.Code == "fetch_wrong_hash" {
			t.Wrong++
			break
		}
	}
	switch line.Outcome {
	case older:
		t.Older++
		return
	case domain.FetchUnchanged:
		t.Unchanged++
		if len(line.Warnings) == 0 {
			return
		}
	case domain.FetchNew:
		t.New++
	case domain.FetchChanged:
		t.Changed++
	default:
		t.Failed++
	}
	if line.Outcome != domain.FetchFailed && line.Proofs == 0 && strings.HasPrefix(line.File, "csaf/") {
		t.Unproven++
	}
	f.receipt.Files = append(f.receipt.Files, line)
}
