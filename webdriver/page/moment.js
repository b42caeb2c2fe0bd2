// Sets a native date or time field. The keys that such a field takes depend on the language of the browser's own surface,
// which no page can ask for; the standard lets a driver set the value of controls that cannot be typed in (Element Send
// Keys, "non-typeable form control"). The setter of the class is used, as libraries put their own over the instance's.
// Arguments: the field, the value as HTML writes it. Reply: none. Side effects: the value, with the events of a change.

const [field, value] = arguments;
field.focus();
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
field.dispatchEvent(new Event('change', { bubbles: true }));
field.blur();
