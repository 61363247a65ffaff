package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type relationsCmd struct {
	Of   string `arg:"" name:"of" help:"A task's number, an asset, a CVE or other name of a vulnerability, an advisory's id, or a component's name."`
	Kind string `help:"What it is, where the name alone could mean several: task, asset, vulnerability, advisory, component." enum:",task,asset,vulnerability,advisory,component" default:""`
	Most int    `help:"At most so many things, the nearest first." default:"200"`
}

func (c *relationsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		found, err := d.Relations(r.ctx, domain.RelationKind(c.Kind), c.Of, c.Most)
		if err != nil {
			return err
		}
		if err := r.answer(found, func(w io.Writer) error { return relationsText(w, &found) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

// relationsText prints the things kind by kind, each with what it is joined to.
func relationsText(w io.Writer, found *domain.Relations) error {
	near := make([][]string, len(found.Nodes))
	for _, e := range found.Edges {
		from, to := words.RelationName(&found.Nodes[e.From]), words.RelationName(&found.Nodes[e.To])
		near[e.From] = append(near[e.From], words.RelationJoin(to, e))
		near[e.To] = append(near[e.To], words.RelationJoin(from, e))
	}
	center := &found.Nodes[found.Center]
	fmt.Fprintln(w, strings.TrimSpace(oneLine(words.RelationName(center))+"  "+oneLine(relationAside(center))))
	if len(found.Nodes) == 1 {
		_, err := fmt.Fprintln(w, words.RelationsNone())
		return err
	}
	for _, kind := range domain.RelationKinds() {
		var rows [][]string
		for i := range found.Nodes {
			if n := &found.Nodes[i]; n.Kind == kind && i != found.Center {
				rows = append(rows, []string{"  " + words.RelationName(n), relationAside(n), strings.Join(near[i], ", ")})
			}
		}
		if len(rows) == 0 && found.Left[kind] == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", words.RelationKindMany(kind))
		if err := columns(w, rows); err != nil {
			return err
		}
		if n := found.Left[kind]; n > 0 {
			fmt.Fprintln(w, "  "+words.AndMore(n))
		}
	}
	return nil
}

// relationAside is a thing's note, where its name does not hold it already.
func relationAside(n *domain.RelationNode) string {
	if n.Kind == domain.RelComponent {
		return ""
	}
	return words.RelationNote(n)
}
