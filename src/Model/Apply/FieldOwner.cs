namespace Krewe.Model.Apply;

/// <summary>By which kind of request a manager came to its fields.</summary>
public enum FieldOperation
{
    /// <summary>Server-side apply: the manager owns what it applies, whether that changes anything or not.</summary>
    Apply,

    /// <summary>Any other write: the manager owns what it changed.</summary>
    Update,
}

/// <summary>
/// Who owns fields: a name, the kind of request, the subresource it went to, and for updates the API version in which the fields are
/// named (an applier is the same whatever version it applies).
/// </summary>
/// <remarks>A class, so that collections of it need no code of their own: that would have to be compiled when a server begins to work.</remarks>
/// <param name="Name">The parameter <c>fieldManager</c>.</param>
/// <param name="Operation">Apply or Update.</param>
/// <param name="Subresource">Empty for the object itself.</param>
/// <param name="ApiVersion">Empty for appliers.</param>
public sealed record FieldOwner(string Name, FieldOperation Operation, string Subresource, string ApiVersion)
{
    /// <summary>A manager that applies.</summary>
    public static FieldOwner Applying(string name, string subresource = "") => new(name, FieldOperation.Apply, subresource, "");

    /// <summary>A manager that updates.</summary>
    public static FieldOwner Updating(string name, string apiVersion, string subresource = "") => new(name, FieldOperation.Update, subresource, apiVersion);

    /// <summary>As messages of conflicts print it: <c>"x" with subresource "status" using apps/v1</c>.</summary>
    public override string ToString()
    {
        var name = Validation.BadValue.Quote(Name);
        if (Subresource.Length > 0)
            name = $"{name} with subresource {Validation.BadValue.Quote(Subresource)}";
        return Operation == FieldOperation.Update ? $"{name} using {ApiVersion}" : name;
    }
}

/// <summary>What a manager owns.</summary>
/// <param name="Fields">The fields.</param>
/// <param name="ApiVersion">The version in which they are named.</param>
/// <param name="Time">When that changed last.</param>
public sealed record OwnedFields(FieldSet Fields, string ApiVersion, DateTimeOffset? Time);
