namespace Krewe.Model.Validation;

/// <summary>Collects every error of an object, so that the user sees them all at once.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _items = [];

    /// <summary>The errors in the order in which they were found.</summary>
    public IReadOnlyList<FieldError> Items => _items;

    /// <summary>True when nothing was found.</summary>
    public bool None => _items.Count == 0;

    /// <summary>Adds an error.</summary>
    public void Add(FieldError error) => _items.Add(error);
}
