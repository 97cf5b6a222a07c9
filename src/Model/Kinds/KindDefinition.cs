using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Schema;
using Krewe.Model.Validation;

namespace Krewe.Model.Kinds;

/// <summary>
/// Everything that the rest of Krewe needs to know of one kind: its names, and its rules as pure functions. There is one sealed
/// definition for each kind, in the kind's folder; the generator collects them in <see cref="KindRegistry"/>.
/// </summary>
public abstract class KindDefinition
{
    /// <summary>Group, version and kind.</summary>
    public abstract GroupVersionKind Gvk { get; }

    /// <summary>Plural name in URLs, lower case: <c>deployments</c>.</summary>
    public abstract string Plural { get; }

    /// <summary>Singular name, lower case: <c>deployment</c>.</summary>
    public virtual string Singular => Gvk.Kind.ToLowerInvariant();

    /// <summary>Short names for command lines: <c>deploy</c>.</summary>
    public virtual IReadOnlyList<string> ShortNames => [];

    /// <summary>Groups of kinds that it belongs to: <c>all</c>.</summary>
    public virtual IReadOnlyList<string> Categories => [];

    /// <summary>False for kinds of cluster scope.</summary>
    public virtual bool Namespaced => true;

    /// <summary>False for questions (reviews), which are answered when they are created and kept nowhere: they have no collection.</summary>
    public virtual bool Kept => true;

    /// <summary>True for kinds that only carry data which the control plane hands on without looking into it.</summary>
    public virtual bool CarriesData => false;

    /// <summary>An object of such a kind without its data.</summary>
    /// <exception cref="NotSupportedException">The kind is none of those.</exception>
    public virtual ApiObject Outline(ObjectMeta metadata) => throw new NotSupportedException($"{Gvk.Kind} is more than data");

    /// <summary>Name of its collection: <c>pods</c>, <c>deployments.apps</c>. Also how messages name the resource.</summary>
    public string Collection => field ??= Gvk.Group.Length == 0 ? Plural : $"{Plural}.{Gvk.Group}";

    /// <summary>Names under which lists of it are given: <c>DeploymentList</c>.</summary>
    public virtual string ListKind => Gvk.Kind + "List";

    /// <summary>The .NET type of its objects.</summary>
    public abstract Type ObjectType { get; }

    /// <summary>Reads its objects, and knows their fields.</summary>
    public abstract RecordCodec Codec { get; }

    /// <summary>How its objects are merged and owned by server-side apply.</summary>
    public virtual MergeType MergeType => RecordMergeTypes.Of(Codec.Schema);

    /// <summary>False for kinds whose fields have no protobuf numbers: they come and go as JSON and YAML only.</summary>
    public virtual bool HasProtobuf => true;

    /// <summary>True if it has a <c>status</c> that is written through the status subresource only.</summary>
    public abstract bool HasStatus { get; }

    /// <summary>How the scale subresource reads and writes its objects, or null.</summary>
    public virtual ScaleMapping? Scale => null;

    /// <summary>True if tables of it start with a column Name, to which <see cref="Columns"/> are added.</summary>
    public virtual bool HasNameColumn => true;

    /// <summary>Columns of its tables after Name, as <c>kubectl get</c> prints them.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Fields besides <c>metadata.name</c> and <c>metadata.namespace</c> that field selectors may name.</summary>
    public virtual IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields => NoFields;

    /// <summary>False if a replacement must say which version of the object it replaces.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>True if who deletes an object that goes at once is shown the object, not only told that it is gone.</summary>
    public virtual bool ShowsDeleted => false;

    /// <summary>The kind in the version in which its collection stores objects; itself, unless it is another version.</summary>
    public virtual KindDefinition Stored => this;

    /// <summary>True if what its collection holds has to be adopted before anybody may see it as one of this kind.</summary>
    public virtual bool AdoptsDocuments => false;

    /// <summary>
    /// The document as one of this kind, in this version and by its present rules. Documents of built-in kinds with one version are always that already.
    /// </summary>
    public ApiDocument Adopt(ApiDocument document) => ReferenceEquals(document.Definition, this) ? document : document.As(this, Adopt);

    /// <summary>The object as one of this kind; see <see cref="Adopt(ApiDocument)"/>.</summary>
    public virtual ApiObject Adopt(ApiObject value) => value.Definition.ToStored(value);

    /// <summary>The object in the version in which its collection stores it.</summary>
    public virtual ApiObject ToStored(ApiObject value) => value;

    /// <summary>Fills in what the API promises when a field is left out. Idempotent.</summary>
    public abstract ApiObject ApplyDefaults(ApiObject value);

    /// <summary>Removes what a client may not set when it creates an object (status), and sets what follows from creation.</summary>
    public abstract ApiObject PrepareForCreate(ApiObject value);

    /// <summary>The object without its status, where that is written apart.</summary>
    public abstract ApiObject WithoutStatus(ApiObject value);

    /// <summary>Carries over what an update may not change (status), and counts the generation if the desired state changed.</summary>
    public abstract ApiObject PrepareForUpdate(ApiObject value, ApiObject old);

    /// <summary>Takes only the status (and metadata that is not desired state) of an update of the status subresource.</summary>
    public abstract ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old);

    /// <summary>Appends every error of an object about to be created.</summary>
    public abstract void Validate(ApiObject value, FieldErrors errors);

    /// <summary>Appends every error of an object about to replace <paramref name="old"/>, immutable fields included.</summary>
    public abstract void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors);

    /// <summary>What to tell the client who has written an object, without refusing it.</summary>
    public virtual IReadOnlyList<string> Warnings(ApiObject value) => [];

    private static readonly Dictionary<string, Func<ApiObject, string>> NoFields = [];
}
