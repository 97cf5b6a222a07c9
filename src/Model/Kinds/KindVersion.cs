using Krewe.Model.Meta;
using Krewe.Model.Schema;
using Krewe.Model.Validation;

namespace Krewe.Model.Kinds;

/// <summary>
/// Another version of a built-in kind. Its objects have a form of their own, and are converted to the version that is stored, by whose rules they go
/// and in whose words they are refused. The conversion loses nothing: what one form has no field for, it keeps in an annotation.
/// </summary>
/// <typeparam name="TVersion">The record of this version.</typeparam>
/// <typeparam name="TStored">The record of the version that is stored.</typeparam>
public abstract class KindVersion<TVersion, TStored> : KindDefinition
    where TVersion : ApiObject, IApiRecord<TVersion>
    where TStored : ApiObject, IApiRecord<TStored>
{
    /// <summary>The definition of the version that is stored.</summary>
    public abstract override KindDefinition Stored { get; }

    /// <inheritdoc/>
    public sealed override GroupVersionKind Gvk => Stored.Gvk with { Version = Version };

    /// <inheritdoc/>
    public sealed override string Plural => Stored.Plural;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> ShortNames => Stored.ShortNames;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Categories => Stored.Categories;

    /// <inheritdoc/>
    public sealed override bool Namespaced => Stored.Namespaced;

    /// <inheritdoc/>
    public sealed override Type ObjectType => typeof(TVersion);

    /// <inheritdoc/>
    public sealed override RecordCodec Codec => RecordCodec.Of<TVersion>();

    /// <inheritdoc/>
    public sealed override bool HasStatus => Stored.HasStatus;

    /// <inheritdoc/>
    public sealed override bool AdoptsDocuments => true;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TableColumn> Columns =>
        field ??= [.. Stored.Columns.Select(column => column with { Cell = (value, now) => column.Cell(ToStored(value), now) })];

    /// <inheritdoc/>
    public sealed override bool AllowsUnconditionalUpdate => Stored.AllowsUnconditionalUpdate;

    /// <inheritdoc/>
    public sealed override bool ShowsDeleted => Stored.ShowsDeleted;

    /// <summary>Name of the version: <c>v1beta1</c>.</summary>
    protected abstract string Version { get; }

    /// <inheritdoc/>
    public sealed override ApiObject Adopt(ApiObject value) => value as TVersion ?? FromStored((TStored)value.Definition.ToStored(value));

    /// <inheritdoc/>
    public sealed override ApiObject ToStored(ApiObject value) => value is TVersion version ? ToStored(version) : value;

    /// <inheritdoc/>
    public sealed override ApiObject ApplyDefaults(ApiObject value) => Adopt(Stored.ApplyDefaults(ToStored(value)));

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForCreate(ApiObject value) => Adopt(Stored.PrepareForCreate(ToStored(value)));

    /// <inheritdoc/>
    public sealed override ApiObject WithoutStatus(ApiObject value) => Adopt(Stored.WithoutStatus(ToStored(value)));

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForUpdate(ApiObject value, ApiObject old) => Adopt(Stored.PrepareForUpdate(ToStored(value), ToStored(old)));

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old) => Adopt(Stored.PrepareForStatusUpdate(ToStored(value), ToStored(old)));

    /// <inheritdoc/>
    public sealed override void Validate(ApiObject value, FieldErrors errors) => Stored.Validate(ToStored(value), errors);

    /// <inheritdoc/>
    public sealed override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors) => Stored.ValidateUpdate(ToStored(value), ToStored(old), errors);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Warnings(ApiObject value) => Stored.Warnings(ToStored(value));

    /// <summary>An object in this version.</summary>
    protected abstract TVersion FromStored(TStored value);

    /// <summary>An object in the version that is stored.</summary>
    protected abstract TStored ToStored(TVersion value);
}
