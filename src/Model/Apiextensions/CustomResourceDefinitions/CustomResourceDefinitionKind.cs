using System.Globalization;
using Krewe.Model.Kinds;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>Names and rules of <see cref="CustomResourceDefinition"/>.</summary>
public sealed class CustomResourceDefinitionKind : KindDefinition<CustomResourceDefinition>
{
    /// <summary>Keeps a definition until the objects of its kind are gone.</summary>
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private CustomResourceDefinitionKind()
    {
    }

    /// <summary>The definition.</summary>
    public static CustomResourceDefinitionKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apiextensions.k8s.io", "v1", "CustomResourceDefinition");

    /// <inheritdoc/>
    public override string Plural => "customresourcedefinitions";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["crd", "crds"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["api-extensions"];

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<CustomResourceDefinition>("Created At", "When the definition was created.",
            value => value.Metadata.CreationTimestamp?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)) with { Type = "date" },
    ];

    /// <inheritdoc/>
    protected override NameRule NameRule => NameRules.DnsSubdomain;

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <summary>Names that follow from the kind, and conversion by nothing but the version.</summary>
    protected override CustomResourceDefinition ApplyDefaults(CustomResourceDefinition value)
    {
        var names = value.Spec.Names;
        return value with
        {
            Spec = value.Spec with
            {
                Names = names with
                {
                    Singular = names.Singular is { Length: > 0 } ? names.Singular : names.Kind.ToLowerInvariant(),
                    ListKind = names.ListKind is { Length: > 0 } || names.Kind.Length == 0 ? names.ListKind : names.Kind + "List",
                },
                Conversion = value.Spec.Conversion ?? new CustomResourceConversion { Strategy = "None" },
            },
        };
    }

    /// <summary>False: Kubernetes' own finalizer of definitions has no slash.</summary>
    protected override bool QualifiesFinalizers => false;

    /// <inheritdoc/>
    protected override CustomResourceDefinition PrepareForCreate(CustomResourceDefinition value) => WithStoredVersion(base.PrepareForCreate(value));

    /// <inheritdoc/>
    protected override CustomResourceDefinition PrepareForUpdate(CustomResourceDefinition value, CustomResourceDefinition old) =>
        WithStoredVersion(base.PrepareForUpdate(value, old));

    /// <inheritdoc/>
    protected override CustomResourceDefinition WithStatusOf(CustomResourceDefinition value, CustomResourceDefinition? source) =>
        value with { Status = source?.Status ?? new CustomResourceDefinitionStatus() };

    /// <inheritdoc/>
    protected override void Validate(CustomResourceDefinition value, FieldErrors errors) => DefinitionRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(CustomResourceDefinition value, CustomResourceDefinition old, FieldErrors errors)
    {
        DefinitionRules.Validate(value, errors);
        DefinitionRules.ValidateUpdate(value, old, errors);
    }

    /// <summary>From now on there may be objects in the version that is stored.</summary>
    private static CustomResourceDefinition WithStoredVersion(CustomResourceDefinition value) =>
        value.Spec.Versions.FirstOrDefault(version => version.Storage)?.Name is { } stored && !value.Status.StoredVersions.Contains(stored)
            ? value with { Status = value.Status with { StoredVersions = [.. value.Status.StoredVersions, stored] } }
            : value;
}
