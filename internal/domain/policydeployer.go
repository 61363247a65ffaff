package domain

// deployerRows retypes the published table as CSV: headings, then one row a line,
// values of the inputs and the outcome, in the published order.
const deployerRows = `Exploitation v1.1.0,System Exposure v1.0.1,Automatable v2.0.0,Human Impact v2.0.2,"Defer, Scheduled, Out-of-Cycle, Immediate v1.0.0"
none,small,no,low,defer
none,small,no,medium,defer
none,small,no,high,scheduled
none,small,no,very high,scheduled
none,small,yes,low,defer
none,small,yes,medium,scheduled
none,small,yes,high,scheduled
none,small,yes,very high,scheduled
none,controlled,no,low,defer
none,controlled,no,medium,scheduled
none,controlled,no,high,scheduled
none,controlled,no,very high,scheduled
none,controlled,yes,low,scheduled
none,controlled,yes,medium,scheduled
none,controlled,yes,high,scheduled
none,controlled,yes,very high,scheduled
none,open,no,low,defer
none,open,no,medium,scheduled
none,open,no,high,scheduled
none,open,no,very high,scheduled
none,open,yes,low,scheduled
none,open,yes,medium,scheduled
none,open,yes,high,scheduled
none,open,yes,very high,out-of-cycle
public poc,small,no,low,defer
public poc,small,no,medium,scheduled
public poc,small,no,high,scheduled
public poc,small,no,very high,scheduled
public poc,small,yes,low,scheduled
public poc,small,yes,medium,scheduled
public poc,small,yes,high,scheduled
public poc,small,yes,very high,scheduled
public poc,controlled,no,low,defer
public poc,controlled,no,medium,scheduled
public poc,controlled,no,high,scheduled
public poc,controlled,no,very high,scheduled
public poc,controlled,yes,low,scheduled
public poc,controlled,yes,medium,scheduled
public poc,controlled,yes,high,scheduled
public poc,controlled,yes,very high,out-of-cycle
public poc,open,no,low,scheduled
public poc,open,no,medium,scheduled
public poc,open,no,high,scheduled
public poc,open,no,very high,out-of-cycle
public poc,open,yes,low,scheduled
public poc,open,yes,medium,scheduled
public poc,open,yes,high,out-of-cycle
public poc,open,yes,very high,out-of-cycle
active,small,no,low,scheduled
active,small,no,medium,scheduled
active,small,no,high,out-of-cycle
active,small,no,very high,out-of-cycle
active,small,yes,low,scheduled
active,small,yes,medium,out-of-cycle
active,small,yes,high,out-of-cycle
active,small,yes,very high,out-of-cycle
active,controlled,no,low,scheduled
active,controlled,no,medium,scheduled
active,controlled,no,high,out-of-cycle
active,controlled,no,very high,out-of-cycle
active,controlled,yes,low,out-of-cycle
active,controlled,yes,medium,out-of-cycle
active,controlled,yes,high,out-of-cycle
active,controlled,yes,very high,out-of-cycle
active,open,no,low,scheduled
active,open,no,medium,out-of-cycle
active,open,no,high,out-of-cycle
active,open,no,very high,immediate
active,open,yes,low,out-of-cycle
active,open,yes,medium,out-of-cycle
active,open,yes,high,immediate
active,open,yes,very high,immediate
`
