using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Namespace"/>.</summary>
public sealed class NamespaceKind : KindDefinition<Namespace>
{
    private NamespaceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static NamespaceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Namespace");

    /// <inheritdoc/>
    public override string Plural => "namespaces";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["ns"];

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <summary>The finalizer in a namespace's spec that stands for its content.</summary>
    public const string ContentFinalizer = "kubernetes";

    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Namespace>("Status", "Whether the namespace is active or being deleted.", ns => ns.Status.Phase?.Value),
        Column.Age,
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("status.phase", ns => ns.Status.Phase?.Value));

    /// <inheritdoc/>
    protected override NameRule NameRule => NameRules.DnsLabel;

    /// <summary>Labels the namespace with its name, so that selectors can name it.</summary>
    protected override Namespace ApplyDefaults(Namespace value)
    {
        if (value.Status.Phase is null)
            value = value with { Status = value.Status with { Phase = NamespacePhase.Active } };
        if (value.Metadata.Name is not { Length: > 0 } name || value.Metadata.Labels.GetValueOrDefault(NameLabel) == name)
            return value;
        var labels = new Dictionary<string, string>(value.Metadata.Labels, StringComparer.Ordinal) { [NameLabel] = name };
        return value with { Metadata = value.Metadata with { Labels = labels } };
    }

    /// <summary>Adds the finalizer that keeps the namespace until its content is gone.</summary>
    protected override Namespace PrepareForCreate(Namespace value)
    {
        var prepared = ApplyDefaults(base.PrepareForCreate(value));
        return prepared.Spec.Finalizers.Contains(ContentFinalizer)
            ? prepared
            : prepared with { Spec = prepared.Spec with { Finalizers = [.. prepared.Spec.Finalizers, ContentFinalizer] } };
    }

    /// <summary>Carries over the finalizers too: only the finalize subresource changes them.</summary>
    protected override Namespace PrepareForUpdate(Namespace value, Namespace old)
    {
        var prepared = base.PrepareForUpdate(value, old);
        return prepared with { Spec = prepared.Spec with { Finalizers = old.Spec.Finalizers } };
    }

    /// <inheritdoc/>
    protected override Namespace WithStatusOf(Namespace value, Namespace? source) => value with { Status = source?.Status ?? new NamespaceStatus() };

    /// <inheritdoc/>
    protected override void Validate(Namespace value, FieldErrors errors)
    {
        foreach (var finalizer in value.Spec.Finalizers)
        {
            errors.Invalid(FieldPath.Spec.Child("finalizers"), finalizer, NameRules.QualifiedName(finalizer));
            if (finalizer != ContentFinalizer && !finalizer.Contains('/', StringComparison.Ordinal))
                errors.Invalid(FieldPath.Spec.Child("finalizers"), finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }
}
