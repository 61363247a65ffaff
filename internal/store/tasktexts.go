package store

import (
	"bytes"
	"errors"
	"iter"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// TaskText is a task as it is stored, of which only the identity is read.
type TaskText struct {
	ID   string
	Key  domain.PackageKey
	path string
	data []byte
}

// TaskTexts yields every task in the order of ids as text, without decoding what it
// is about.
func (r *Read) TaskTexts() iter.Seq2[TaskText, error] {
	return func(yield func(TaskText, error) bool) {
		for item, err := range r.r.Scan(Range{Prefix: under(pathTask)}) {
			var t TaskText
			if err == nil {
				t, err = r.taskText(item)
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

func (r *Read) taskText(item Item) (TaskText, error) {
	t := TaskText{path: item.Key}
	var err error
	if t.data, err = unpack(r.r, item.Key, item.Value); err != nil {
		return t, err
	}
	members, err := firstMembers(t.data, "id", "key")
	if err != nil {
		return t, corruptRecord(item.Key, err)
	}
	t.ID, t.Key = members["id"], domain.PackageKey(members["key"])
	return t, nil
}

// View decodes the task.
func (t *TaskText) View() (domain.TaskView, error) {
	var v domain.TaskView
	err := unmarshal(t.path, t.data, &v)
	return v, err
}

// firstMembers reads text members of a JSON object, no further than all of them are
// found.
func firstMembers(data []byte, names ...string) (map[string]string, error) {
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowInvalidUTF8(true))
	if _, err := d.ReadToken(); err != nil { // the brace
		return nil, err
	}
	found := make(map[string]string, len(names))
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		member := name.String()
		wanted := false
		for _, n := range names {
			wanted = wanted || n == member
		}
		if !wanted || d.PeekKind() != '"' {
			if err := d.SkipValue(); err != nil {
				return nil, err
			}
			continue
		}
		value, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		if found[member] = value.String(); len(found) == len(names) {
			return found, nil
		}
	}
	return nil, errors.New("a member that names it is missing")
}

// TargetText is a target as it is stored.
type TargetText struct {
	Task string
	path string
	data []byte
}

// TargetTexts are the targets of the asset in the order of task ids, not decoded.
func (r *Read) TargetTexts(asset string) ([]TargetText, error) {
	tasks, err := collect(scan[string](r, Range{Prefix: under(pathAssetTarget, asset)}))
	if err != nil || len(tasks) == 0 {
		return nil, err
	}
	keys := make([]string, len(tasks))
	for i, task := range tasks {
		keys[i] = path(pathTarget, task, asset)
	}
	values, err := r.r.GetMany(keys)
	if err != nil {
		return nil, err
	}
	out := make([]TargetText, len(tasks))
	for i, value := range values {
		if value == nil {
			return nil, corruptRecord(keys[i], errors.New("a target that is listed is missing"))
		}
		out[i] = TargetText{Task: tasks[i], path: keys[i]}
		if out[i].data, err = unpack(r.r, keys[i], value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Names reports whether one of the texts stands in the target as a whole string.
func (t *TargetText) Names(texts []Quoted) bool {
	for _, text := range texts {
		if bytes.Contains(t.data, text) {
			return true
		}
	}
	return false
}

// Quoted is a text as it stands in a stored record.
type Quoted []byte

// Quote gives the text as it stands in a stored record.
func Quote(text string) Quoted { return quote(text) }

// Target decodes the target.
func (t *TargetText) Target() (domain.Target, error) {
	var target domain.Target
	err := unmarshal(t.path, t.data, &target)
	return target, err
}
