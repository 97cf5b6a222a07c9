using System.Globalization;
using Krewe.Model.Schema;

namespace Krewe.Model.Validation;

/// <summary>
/// Collects every error of an object, so that the user sees them all at once, each worded as Kubernetes words it. Values are printed
/// as JSON; Details follow the value after a colon.
/// </summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _items = [];

    /// <summary>The errors in the order in which they were found.</summary>
    public IReadOnlyList<FieldError> Items => _items;

    /// <summary>True when nothing was found.</summary>
    public bool None => _items.Count == 0;

    /// <summary>Adds an error.</summary>
    public void Add(FieldError error) => _items.Add(error);

    /// <summary>Adds every error of others.</summary>
    public void AddAll(FieldErrors others) => _items.AddRange(others._items);

    /// <summary><c>Required value: detail</c>.</summary>
    public void Required(FieldPath path, string detail = "") =>
        Add(FieldErrorReason.FieldValueRequired, path, "Required value", detail);

    /// <summary><c>Invalid value: "x": detail</c>.</summary>
    public void Invalid(FieldPath path, object? value, string detail) =>
        Add(FieldErrorReason.FieldValueInvalid, path, $"Invalid value: {BadValue.Format(value)}", detail);

    /// <summary>One <see cref="Invalid(FieldPath, object?, string)"/> for each detail: what a rule of names returns.</summary>
    public void Invalid(FieldPath path, object? value, IEnumerable<string> details)
    {
        foreach (var detail in details)
            Invalid(path, value, detail);
    }

    /// <summary><c>Invalid value: "x": field is immutable</c>.</summary>
    public void Immutable(FieldPath path, object? value) => Invalid(path, value, "field is immutable");

    /// <summary><c>Duplicate value: "x"</c>.</summary>
    public void Duplicate(FieldPath path, object? value, string detail = "") =>
        Add(FieldErrorReason.FieldValueDuplicate, path, $"Duplicate value: {BadValue.Format(value)}", detail);

    /// <summary><c>Unsupported value: "x": supported values: "A", "B"</c>.</summary>
    public void NotSupported(FieldPath path, object? value, IEnumerable<string> supported)
    {
        var values = string.Join(", ", supported.Select(BadValue.Quote));
        Add(FieldErrorReason.FieldValueNotSupported, path, $"Unsupported value: {BadValue.Format(value)}", values.Length == 0 ? "" : $"supported values: {values}");
    }

    /// <summary>The same for a value of an open enumeration; its known values are named in ordinal order.</summary>
    public void NotSupported<T>(FieldPath path, T value) where T : struct, IOpenEnum<T> =>
        NotSupported(path, value.Value, T.Known.Select(k => k.Value).Order(StringComparer.Ordinal));

    /// <summary><c>Forbidden: detail</c>.</summary>
    public void Forbidden(FieldPath path, string detail) =>
        Add(FieldErrorReason.FieldValueForbidden, path, "Forbidden", detail);

    /// <summary><c>Not found: "x"</c>.</summary>
    public void NotFound(FieldPath path, object? value) =>
        Add(FieldErrorReason.FieldValueNotFound, path, $"Not found: {BadValue.Format(value)}", "");

    /// <summary><c>Too long: may not be more than 63 bytes</c>.</summary>
    public void TooLong(FieldPath path, int maxLength) =>
        Add(FieldErrorReason.FieldValueTooLong, path, "Too long", string.Create(CultureInfo.InvariantCulture, $"may not be more than {maxLength} {(maxLength == 1 ? "byte" : "bytes")}"));

    /// <summary><c>Too many: 9: must have at most 8 items</c>.</summary>
    public void TooMany(FieldPath path, int actual, int most) =>
        Add(FieldErrorReason.FieldValueTooMany, path, string.Create(CultureInfo.InvariantCulture, $"Too many: {actual}"), string.Create(CultureInfo.InvariantCulture, $"must have at most {most} {(most == 1 ? "item" : "items")}"));

    /// <summary><c>Invalid value: "x": detail</c>, for a value of another type.</summary>
    public void TypeInvalid(FieldPath path, object? value, string detail) =>
        Add(FieldErrorReason.FieldValueTypeInvalid, path, $"Invalid value: {BadValue.Format(value)}", detail);

    /// <summary><c>Invalid value: -1: must be greater than or equal to 0</c>, if the value is negative.</summary>
    public void NotNegative(FieldPath path, long? value)
    {
        if (value < 0)
            Invalid(path, value, "must be greater than or equal to 0");
    }

    private void Add(FieldErrorReason reason, FieldPath path, string message, string detail) =>
        _items.Add(new FieldError(reason, path.ToString(), detail.Length == 0 ? message : $"{message}: {detail}"));
}
