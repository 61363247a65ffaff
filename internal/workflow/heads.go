package workflow

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// A head as reports print it, NUMBER:HASH, and as it stands in those that are JSON.
var (
	printedHead = regexp.MustCompile(`\b([0-9]{1,20}):([0-9a-fA-F]{64})\b`)
	objectHead  = regexp.MustCompile(`"seq":\s*([0-9]{1,20}),\s*"hash":\s*"([0-9a-fA-F]{64})"`)
)

// mostHeads bounds the bytes that are looked through for heads.
const mostHeads = 64 << 20

// HoldsHeads checks that the log still holds every head that stands in a file that
// left the house: a report in any form, or lines of NUMBER:HASH. Name is the
// file's. It gives how many there are. Errors: Invalid (none stands in it),
// Corrupt (one is not held: the log was cut off or written anew).
func (d *Desk) HoldsHeads(ctx context.Context, name string, in io.Reader) (int, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostHeads))
	if err != nil {
		return 0, unreadable(name, err)
	}
	text = append(text, unzipped(text)...)
	var heads []string
	for _, form := range []*regexp.Regexp{printedHead, objectHead} {
		for _, found := range form.FindAllSubmatch(text, -1) {
			heads = append(heads, string(found[1])+":"+strings.ToLower(string(found[2])))
		}
	}
	slices.Sort(heads)
	heads = slices.Compact(heads)
	if len(heads) == 0 {
		return 0, &domain.Error{Kind: domain.Invalid, Op: "verify log", Subject: name, Code: "heads_missing"}
	}
	for _, head := range heads {
		if err := d.HoldsHead(ctx, head); err != nil {
			return len(heads), err
		}
	}
	return len(heads), nil
}

// unzipped is what a file that is a zip (a workbook) holds, member by member, as
// far as the bound on what is looked through goes; nothing where it is none.
func unzipped(file []byte) []byte {
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	for _, member := range archive.File {
		in, err := member.Open()
		if err != nil {
			continue
		}
		_, _ = io.Copy(&out, io.LimitReader(in, int64(mostHeads-out.Len()))) // a broken member holds what it holds
		_ = in.Close()
		out.WriteByte('\n')
		if out.Len() >= mostHeads {
			break
		}
	}
	return out.Bytes()
}

// VerifyLines checks the chain of a log that was exported as JSON lines, without
// the desk, and gives its head: compare it with that of the desk or of a report.
// An export of a part begins where it begins; one about a single subject has gaps
// and cannot be checked. Errors: Invalid (no entry), Corrupt (it names the first
// entry that does not fit).
func VerifyLines(name string, in io.Reader) (domain.LogHead, error) {
	var head domain.LogHead
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			return head, unreadable(name, err)
		}
		if line = trimLine(line); len(line) > 0 {
			if head, err = nextLine(name, head, line); err != nil {
				return head, err
			}
		}
		if ended {
			break
		}
	}
	if head.Seq == 0 {
		return head, &domain.Error{Kind: domain.Invalid, Op: "verify log", Subject: name, Code: "lines_empty"}
	}
	return head, nil
}

func trimLine(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line
}

// nextLine is the head with one more entry behind it.
func nextLine(name string, head domain.LogHead, line []byte) (domain.LogHead, error) {
	broken := func(why string) error {
		return &domain.Error{Kind: domain.Corrupt, Op: "verify log", Subject: name, Code: "lines_broken",
			Params: domain.Params{"seq": fmt.Sprint(head.Seq + 1)}, Err: errors.New(why)}
	}
	var e domain.LogEvent
	if err := json.Unmarshal(line, &e); err != nil {
		return head, broken(err.Error())
	}
	first := strings.Repeat("0", 64)
	switch {
	case head.Seq == 0 && (e.Seq == 0 || e.Seq == 1 && e.Prev != first):
		return head, broken("it is no first entry")
	case head.Seq != 0 && (e.Seq != head.Seq+1 || e.Prev != head.Hash):
		return head, broken("it does not follow from the one before")
	}
	sum := sha256.Sum256(line)
	next := domain.LogHead{Seq: e.Seq, Hash: hex.EncodeToString(sum[:]), Host: e.Host, At: e.At}
	if e.Purged != 0 {
		next.Hash = e.Hash
	}
	return next, nil
}
