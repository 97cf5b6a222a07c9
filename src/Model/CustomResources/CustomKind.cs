using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Krewe.Model.Apiextensions;
using Krewe.Model.Apply;
using Krewe.Model.CustomResources.Rules;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Documents;
using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Names;
using Krewe.Model.Schema;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources;

/// <summary>
/// One version of a kind that a CustomResourceDefinition defines. Immutable: a definition that changes makes new ones.
/// </summary>
/// <remarks>
/// Objects do not depend on the instance that they were made with. Whoever has an object from elsewhere (storage, another silo, another
/// version) lets the kind <see cref="KindDefinition.Adopt(ApiDocument)"/> it: it then is of this version, without fields that the schema does not know, and with the
/// schema's defaults. A kind of which only the names are known (<see cref="Named"/>) takes objects as they are; it is what
/// storage and other silos are read with, which therefore need to know nothing of definitions.
/// </remarks>
public sealed class CustomKind : KindDefinition
{
    private static readonly ConcurrentDictionary<(string Collection, GroupVersionKind Gvk), CustomKind> ByName = [];
    private readonly CustomResourceDefinitionNames _names;
    private readonly CustomResourceDefinitionVersion? _version;
    private readonly CustomResource? _resource;

    internal CustomKind(CustomResource resource, CustomResourceDefinition definition, CustomResourceDefinitionVersion version)
        : this(definition.Metadata.Name ?? "", new GroupVersionKind(definition.Spec.Group, version.Name, definition.Status.AcceptedNames.Kind), definition.Status.AcceptedNames)
    {
        _resource = resource;
        _version = version;
        Namespaced = definition.Spec.Scope != "Cluster";
        Schema = version.Validation?.OpenAPIV3Schema is { } schema ? SchemaNode.OfObject(schema) : null;
        HasStatus = version.Subresources?.Status is not null;
        Scale = version.Subresources?.Scale is { } scale ? CustomScale.Of(scale) : null;
        Columns = CustomColumns.Of(version.AdditionalPrinterColumns);
        SelectableFields = CustomSelectors.Of(version.SelectableFields);
    }

    private CustomKind(string collection, GroupVersionKind gvk, CustomResourceDefinitionNames names)
    {
        _names = names;
        Gvk = gvk;
        Plural = collection.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? collection[..dot] : collection;
        Codec = new CustomObjectCodec(this);
        Columns = CustomColumns.Of([]);
    }

    /// <summary>What objects are of before they have a kind.</summary>
    public static CustomKind Undefined { get; } = Named("", new GroupVersionKind("", "", ""));

    /// <summary>A custom kind of which nothing but its names is known, as that of objects from storage.</summary>
    public static CustomKind Named(string collection, GroupVersionKind gvk) =>
        ByName.GetOrAdd((collection, gvk), static name => new CustomKind(name.Collection, name.Gvk, new CustomResourceDefinitionNames { Kind = name.Gvk.Kind }));

    /// <inheritdoc/>
    public override GroupVersionKind Gvk { get; }

    /// <inheritdoc/>
    public override string Plural { get; }

    /// <inheritdoc/>
    public override string Singular => _names.Singular is { Length: > 0 } singular ? singular : base.Singular;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => _names.ShortNames;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => _names.Categories;

    /// <inheritdoc/>
    public override string ListKind => _names.ListKind is { Length: > 0 } list ? list : base.ListKind;

    /// <inheritdoc/>
    public override bool Namespaced { get; } = true;

    /// <inheritdoc/>
    public override Type ObjectType => typeof(CustomObject);

    /// <inheritdoc/>
    public override RecordCodec Codec { get; }

    /// <inheritdoc/>
    public override MergeType MergeType => field ??= SchemaMergeTypes.OfObject(Schema);

    /// <inheritdoc/>
    public override bool HasStatus { get; }

    /// <inheritdoc/>
    public override ScaleMapping? Scale { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = new Dictionary<string, Func<ApiObject, string>>();

    /// <summary>The schema as its definition has it, or null.</summary>
    public JSONSchemaProps? OpenApiSchema => _version?.Validation?.OpenAPIV3Schema;

    /// <summary>What to tell who uses the version, or null.</summary>
    public string? DeprecationWarning => _version?.Deprecated != true ? null
        : _version.DeprecationWarning ?? $"{Gvk.ApiVersion} {Gvk.Kind} is deprecated";

    /// <summary>True once the definition is being deleted: no object may be created any more.</summary>
    public bool IsTerminating => _resource is { IsTerminating: true };

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    public override bool HasProtobuf => false;

    private SchemaNode? Schema { get; }

    /// <inheritdoc/>
    public override KindDefinition Stored => _resource?.Storage ?? this;

    /// <inheritdoc/>
    public override bool AdoptsDocuments => true;

    /// <inheritdoc/>
    public override ApiObject Adopt(ApiObject value) => Adopt((CustomObject)value);

    /// <inheritdoc/>
    public override ApiObject ToStored(ApiObject value) => _resource is null || ReferenceEquals(_resource.Storage, this)
        ? value
        // It has not gone by the rules of the version in which it is stored; whoever reads it in that one adopts it.
        : (CustomObject)value with { Kind = Named(_resource.Collection, _resource.Storage.Gvk) };

    /// <summary>The object without the fields that the schema does not name, and the paths of these.</summary>
    public (CustomObject Value, IReadOnlyList<string> Removed) Prune(CustomObject value)
    {
        if (Schema is null)
            return (value, []);
        var tree = Tree(value);
        var pruner = new Pruner();
        pruner.PruneObject(tree, Schema);
        return (pruner.Removed.Count == 0 ? value : WithContent(value, tree), pruner.Removed);
    }

    /// <inheritdoc/>
    public override ApiObject ApplyDefaults(ApiObject value) => ApplyDefaults((CustomObject)value);

    /// <inheritdoc/>
    public override ApiObject PrepareForCreate(ApiObject value) => WithoutStatus(value) with { Metadata = value.Metadata with { Generation = 1 } };

    /// <inheritdoc/>
    public override ApiObject WithoutStatus(ApiObject value) => HasStatus ? ((CustomObject)value).With("status", null) : value;

    /// <inheritdoc/>
    public override ApiObject PrepareForUpdate(ApiObject value, ApiObject old)
    {
        var before = (CustomObject)old;
        var updated = HasStatus ? ((CustomObject)value).With("status", before["status"]) : (CustomObject)value;
        var same = Equals(updated.Unknown, Sorted(before).Unknown);
        return updated with { Metadata = updated.Metadata with { Generation = same ? old.Metadata.Generation : (old.Metadata.Generation ?? 0) + 1 } };
    }

    /// <inheritdoc/>
    public override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old) =>
        ((CustomObject)old).With("status", ((CustomObject)value)["status"]) with { Metadata = old.Metadata with { ManagedFields = value.Metadata.ManagedFields } };

    /// <inheritdoc/>
    public override void Validate(ApiObject value, FieldErrors errors)
    {
        MetadataRules.Validate(value.Metadata, Namespaced, NameRules.DnsSubdomain, FieldPath.Metadata, errors);
        ValidateContent((CustomObject)value, null, errors);
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors)
    {
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateContent((CustomObject)value, (CustomObject)old, errors);
    }

    private CustomObject Adopt(CustomObject value) => ReferenceEquals(value.Kind, this) ? value : ApplyDefaults(Prune(value with { Kind = this }).Value);

    private CustomObject ApplyDefaults(CustomObject value)
    {
        if (Schema is null)
            return value;
        var tree = Tree(value);
        var defaulter = new Defaulter();
        defaulter.Apply(tree, Schema);
        return defaulter.HasChanged ? WithContent(value, tree) : value;
    }

    private void ValidateContent(CustomObject value, CustomObject? old, FieldErrors errors)
    {
        if (Schema is null)
            return;
        var tree = WholeTree(value);
        var found = new FieldErrors();
        SchemaValidator.Validate(tree, Schema, "", found);
        errors.AddAll(found);
        if (Schema.HasRules)
            RuleValidator.Validate(tree, old is null ? null : WholeTree(old), Schema, found, errors);
        if (Scale is { } scale && scale.Replicas(value) < 0)
            errors.Invalid(FieldPath.Of(_version!.Subresources!.Scale!.SpecReplicasPath), scale.Replicas(value), "should be a non-negative integer");
    }

    private JsonObject WholeTree(CustomObject value)
    {
        var tree = Tree(value);
        tree["apiVersion"] = Gvk.ApiVersion;
        tree["kind"] = Gvk.Kind;
        tree["metadata"] = JsonTree.Parse(ApiJson.Write(value.Metadata).Span);
        return tree;
    }

    /// <summary>All but apiVersion, kind and metadata.</summary>
    private static JsonObject Tree(CustomObject value)
    {
        var tree = new JsonObject();
        foreach (var (name, field) in value.Unknown?.Items ?? [])
            tree[name] = JsonTree.Of(field);
        return tree;
    }

    private static CustomObject WithContent(CustomObject value, JsonObject tree) =>
        value.WithFields(tree.Where(field => field.Key is not ("apiVersion" or "kind" or "metadata"))
            .Select(field => KeyValuePair.Create(field.Key, JsonTree.ToElement(field.Value))));

    private static CustomObject Sorted(CustomObject value) => value.WithFields(value.Unknown?.Items ?? []);
}
