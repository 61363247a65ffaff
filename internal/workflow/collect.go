package workflow

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fenceline/internal/collect"
	"fenceline/internal/domain"
	lists "fenceline/internal/ingest/inventory"
)

// CollectOptions say what to collect and where to.
type CollectOptions struct {
	Out     string // folder the file is written to
	Root    string // root of the system's files on Linux; "/"
	Program string
	Now     func() time.Time
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
	Restart  []string  `json:"restart_pending,omitzero"`
	Notes    []string  `json:"notes,omitzero"`
	Itself   string    `json:"program_sha256"` // of the program that ran
}

// Collect writes what runs on this machine into one packed JSON file in o.Out,
// named after the machine, in the place of the one before. It needs no desk and writes nothing else.
// Errors: NotFound (no operating system at the root), Storage (the folder).
func Collect(o CollectOptions) (CollectedFile, error) {
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
	out := CollectedFile{Taken: c.Taken, Machine: c.Machine.Name, System: c.System.Name, Build: c.System.Build, Packages: len(c.Packages), Programs: programsNamed(c.Programs), Updates: len(c.Updates),
		Restart: c.System.Restart, Notes: c.Notes, Itself: ownHash(), Size: packed.Len()}
	out.File = filepath.Join(o.Out, fileName(c.Machine.Name)+".fenceline.json.gz")
	sum := sha256.Sum256(packed.Bytes())
	out.SHA256 = hex.EncodeToString(sum[:])
	if err := writeWhole(out.File, packed.Bytes()); err != nil {
		return CollectedFile{}, &domain.Error{Kind: domain.Storage, Op: "collect", Subject: o.Out, Code: "collect_folder", Err: err}
	}
	return out, nil
}

// WriteCollector writes the collector for Linux machines on which no program may
// run into a folder and gives the file's name. Errors: Storage.
func WriteCollector(folder string) (string, error) {
	const name = "fenceline-collect.sh"
	text, err := collect.Scripts.ReadFile("scripts/" + name)
	if err != nil {
		return "", err
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
	if err != nil {
		return ""
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
