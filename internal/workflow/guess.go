package workflow

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/ingest/assetlist"
	lists "fenceline/internal/ingest/inventory"
	"fenceline/internal/ingest/ticketlist"
)

// guessFiles is how many documents are looked at: what a medium holds shows early.
const guessFiles = 200

// errSeenEnough ends a look at many files.
var errSeenEnough = errors.New("seen enough")

// Recognise tells by their content what files, folders and archives seem to be. It
// reads at most a part of them and keeps nothing. A file that cannot be read is one
// of those in which nothing is recognised. Errors: NotFound, Cancelled.
func Recognise(ctx context.Context, paths []string) (domain.Guess, error) {
	out := domain.Guess{Formats: map[domain.Format]int{}}
	for _, path := range paths {
		if len(paths) == 1 {
			if kind, ok := wholeFile(path); ok {
				return domain.Guess{Kind: kind, Files: 1}, nil
			}
		}
		err := ingest.Walk(ctx, path, ingest.DefaultLimits(), func(doc ingest.Document, err error) error {
			if out.Files == guessFiles {
				out.More = true
				return errSeenEnough
			}
			out.Files++
			if err == nil {
				out.Formats[formatOf(&doc)]++
			} else {
				out.Formats[domain.FormatUnknown]++
			}
			return nil
		})
		if errors.Is(err, errSeenEnough) {
			break
		}
		if err != nil {
			return out, err
		}
	}
	out.Kind = kindOf(&out)
	return out, nil
}

// wholeFile tells files that must not be opened as archives or as documents:
// workbooks, and copies of a desk.
func wholeFile(path string) (domain.GuessKind, bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	// The engine's files begin with a page that holds its magic number.
	head := make([]byte, 32)
	if n, _ := io.ReadFull(f, head); n == len(head) && bytes.Equal(head[16:20], []byte{0xed, 0xda, 0x0c, 0xed}) {
		return domain.GuessBackup, true
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return "", false
	}
	if slices.ContainsFunc(archive.File, func(m *zip.File) bool { return m.Name == "xl/workbook.xml" }) {
		if data, err := io.ReadAll(io.NewSectionReader(f, 0, min(info.Size(), workbookLooked))); err == nil && ticketlist.Recognise(data) {
			return domain.GuessTickets, true
		}
		return domain.GuessAssets, true
	}
	return "", false
}

// workbookLooked is how much of a workbook is looked at, in bytes: a larger one is
// taken for a list of assets, and a person says otherwise.
const workbookLooked = 16 << 20

// formatOf is the format of a document, lists of machines and of assets too.
func formatOf(doc *ingest.Document) domain.Format {
	if doc.Format != domain.FormatUnknown {
		return doc.Format
	}
	if format := lists.Recognise(doc.Data); format != domain.FormatUnknown && format != "" {
		return format
	}
	if ticketlist.Recognise(doc.Data) {
		return domain.FormatTickets
	}
	list, err := assetlist.Read(bytes.NewReader(doc.Data), assetlist.Options{})
	switch {
	case err == nil:
		return list.Format
	case slices.Contains([]string{".csv", ".tsv", ".txt"}, strings.ToLower(filepath.Ext(doc.File))):
		return domain.FormatAssetList // what is missing in it is asked when it is previewed
	}
	return domain.FormatUnknown
}

// kindOf is what files of such formats are brought in as. Where there are
// advisories, everything goes the way of advisories, which counts what it leaves.
func kindOf(g *domain.Guess) domain.GuessKind {
	n := map[domain.GuessKind]int{}
	for format, count := range g.Formats {
		n[guessOf(format)] += count
	}
	sboms := g.Formats[domain.FormatCycloneDX] + g.Formats[domain.FormatSPDX] + g.Formats[domain.FormatSyft]
	switch {
	case n[domain.GuessAdvisories] > 0:
		return domain.GuessAdvisories
	case sboms == 1 && n[domain.GuessMachines] == 1:
		return domain.GuessSBOM
	case n[domain.GuessMachines] > 0:
		return domain.GuessMachines
	case n[domain.GuessTickets] > 0:
		return domain.GuessTickets
	case n[domain.GuessAssets] > 0:
		return domain.GuessAssets
	case n[domain.GuessKeys] > 0:
		return domain.GuessKeys
	}
	return domain.GuessNothing
}

func guessOf(format domain.Format) domain.GuessKind {
	switch format {
	case domain.FormatCSAF, domain.FormatOSV, domain.FormatCVE, domain.FormatKEV, domain.FormatEPSS, domain.FormatNVD, domain.FormatSTIX, domain.FormatOpenVEX:
		return domain.GuessAdvisories
	case domain.FormatCycloneDX, domain.FormatSPDX, domain.FormatSyft, domain.FormatWinget, domain.FormatPrograms, domain.FormatRegistry,
		domain.FormatHotfixes, domain.FormatPackages, domain.FormatOsquery, domain.FormatGLPI, domain.FormatNmap, domain.FormatCollected:
		return domain.GuessMachines
	case domain.FormatAssetList, domain.FormatHostList:
		return domain.GuessAssets
	case domain.FormatTickets:
		return domain.GuessTickets
	case domain.FormatKey:
		return domain.GuessKeys
	}
	return domain.GuessNothing
}
