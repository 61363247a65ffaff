package ui

// check is a box to tick with its words beside it.
func (k *kit) check(label string, ticked bool, turn func()) *button {
	b := k.button(checkButton, boxMark(ticked), label, turn)
	b.chosen = ticked
	b.dress()
	return b
}

// boxMark names the shape of a box.
func boxMark(ticked bool) string {
	if ticked {
		return "ticked"
	}
	return "unticked"
}
