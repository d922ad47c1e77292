// Package browsertest walks through the running portal in a real browser: the
// binary is built and started as a process of its own, with the synthetic data
// of portal demo. The tests need Chromium, Java and the npm packages of
// package.json, so they stand behind the build tag "browser"; make check
// installs what they need and runs them. What opens its tables in LibreOffice
// has the tag "office" besides: make nightly installs and runs that.
package browsertest
