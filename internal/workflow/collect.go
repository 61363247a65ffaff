package workflow

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/collect"
	"fenceline/internal/domain"
	lists "fenceline/internal/ingest/inventory"
	"fenceline/internal/ingest/sbom"
)

// CollectOptions say what to collect and where to.
type CollectOptions struct {
	Out     string   // folder the file is written to
	Root    string   // root of the system's files on Linux; "/"
	Folders []string // looked through for software as well
	Exclude []string // patterns of paths below these
	Program string
	Now     func() time.Time

	Progress func(domain.Progress) // nil: nobody looks
}

// CollectedFile says what was written.
type CollectedFile struct {
	File     string    `json:"file"`
	SHA256   string    `json:"sha256"` // of the file
	Size     int       `json:"size"`
	Taken    time.Time `json:"taken"`
	Machine  string    `json:"machine"`
	System   string    `json:"system"`
	Build    string    `json:"build,omitzero"`
	Packages int       `json:"packages"`
	Programs int       `json:"programs"`
	Updates  int       `json:"updates"`
	Software int       `json:"software,omitzero"` // found in folders
	Restart  []string  `json:"restart_pending,omitzero"`
	Notes    []string  `json:"notes,omitzero"`
	Itself   string    `json:"program_sha256"` // of the program that ran
}

// Collect writes what runs on this machine into one packed JSON file in o.Out,
// named after the machine, in the place of the one before. It needs no desk and writes nothing else.
// Errors: NotFound (no operating system at the root, a folder), Invalid and Cancelled
// (as [ScanToFile]), Storage (the folder).
func Collect(ctx context.Context, o CollectOptions) (CollectedFile, error) {
	root := o.Root
	if root == "" {
		root = "/"
	}
	c, err := collect.This(os.DirFS(root))
	if err != nil {
		var own *domain.Error
		if own = asError(err, root); own.Subject == "" {
			own.Subject = root
		}
		return CollectedFile{}, own
	}
	if c.Machine.Name == "" {
		c.Machine.Name, _ = os.Hostname()
	}
	if err := collectFolders(ctx, c, &o); err != nil {
		return CollectedFile{}, err
	}
	c.Program, c.Taken = o.Program, o.Now().UTC().Truncate(time.Second)
	text, err := c.Seal()
	if err != nil {
		return CollectedFile{}, err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(text); err != nil {
		return CollectedFile{}, err
	}
	if err := z.Close(); err != nil {
		return CollectedFile{}, err
	}
	out := CollectedFile{Taken: c.Taken, Machine: c.Machine.Name, System: c.System.Name, Build: c.System.Build, Packages: len(c.Packages), Programs: programsNamed(c.Programs), Updates: len(c.Updates), Software: len(c.Software),
		Restart: c.System.Restart, Notes: c.Notes, Itself: ownHash(), Size: packed.Len()}
	out.File = filepath.Join(o.Out, fileName(c.Machine.Name)+".fenceline.json.gz")
	sum := sha256.Sum256(packed.Bytes())
	out.SHA256 = hex.EncodeToString(sum[:])
	if err := writeWhole(out.File, packed.Bytes()); err != nil {
		return CollectedFile{}, &domain.Error{Kind: domain.Storage, Op: "collect", Subject: o.Out, Code: "collect_folder", Err: err}
	}
	return out, nil
}

// collectFolders adds the software in the folders, with the folder before the
// place of each.
func collectFolders(ctx context.Context, c *lists.Collected, o *CollectOptions) error {
	for _, folder := range o.Folders {
		got, err := scanned(ctx, ScanOptions{Folder: folder, Exclude: o.Exclude, Program: o.Program, Progress: o.Progress})
		if err != nil {
			return err
		}
		if err := sbom.Decode(bytes.NewReader(got.SBOM), func(item domain.Item) error {
			s := item.(domain.Snapshot)
			for i := range s.Components {
				p := &s.Components[i]
				c.Software = append(c.Software, lists.CollectedSoftware{Type: p.Type, Name: p.Name, Version: p.Version, PURL: p.PURL, CPEs: p.CPEs,
					Place: filepath.ToSlash(filepath.Join(got.Folder, filepath.FromSlash(p.Place)))})
			}
			return nil
		}); err != nil {
			return err
		}
		for _, left := range []struct {
			n    int
			what string
		}{{got.Closed, "files and folders may not be read by this account"}, {got.Large, "files are too large"}, {got.Excluded, "files and folders were left out as asked"}, {got.Unread, "files could not be made sense of"}, {got.Links, "links were not followed"}} {
			if left.n > 0 {
				c.Notes = append(c.Notes, got.Folder+": "+strconv.Itoa(left.n)+" "+left.what)
			}
		}
	}
	return nil
}

// collectors are the scripts for machines on which no program may run.
var collectors = map[string]string{"shell": "fenceline-collect.sh", "powershell": "fenceline-collect.ps1"}

// WriteCollector writes the collector for machines on which no program may run into
// a folder and gives the file's name: "shell" for Linux, "powershell" for Windows.
// Errors: NotFound (another kind), Storage.
func WriteCollector(folder, kind string) (string, error) {
	name, ok := collectors[kind]
	if !ok {
		return "", &domain.Error{Kind: domain.NotFound, Op: "collect", Subject: kind, Code: "collect_script"}
	}
	text, err := collect.Scripts.ReadFile("scripts/" + name)
	if err != nil {
		return "", err
	}
	if kind == "powershell" {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	file := filepath.Join(folder, name)
	if err := writeWhole(file, text); err != nil {
		return "", &domain.Error{Kind: domain.Storage, Op: "collect", Subject: folder, Code: "collect_folder", Err: err}
	}
	return file, nil
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(name string, data []byte) error {
	part, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}

// programsNamed counts the programs; keys without a name are none.
func programsNamed(all []lists.CollectedProgram) int {
	n := 0
	for _, p := range all {
		if p.Name != "" {
			n++
		}
	}
	return n
}

// fileName is a machine's name as every file system takes it.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, name)
	if safe = strings.Trim(safe, ".-"); safe == "" {
		return "machine"
	}
	return safe[:min(len(safe), 100)]
}

// ownHash is the SHA-256 of the running program; "" where it cannot be read.
func ownHash() string {
	path, err := os.Executable()
	if err != nil && strings.ContainsRune(os.Args[0], os.PathSeparator) {
		path, err = os.Args[0], nil // a bare system without /proc does not tell, but the call does
	}
	if err != nil {
		return ""
	}
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
}
