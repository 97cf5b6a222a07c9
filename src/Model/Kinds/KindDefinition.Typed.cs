using Krewe.Model.Meta;
using Krewe.Model.Names;
using Krewe.Model.Schema;
using Krewe.Model.Validation;

namespace Krewe.Model.Kinds;

/// <summary>
/// Base of the definitions: the rules in terms of the kind's own type, with what all kinds share (metadata, status that only its
/// subresource writes, generations). A kind overrides what is its own.
/// </summary>
/// <typeparam name="T">The kind's record.</typeparam>
public abstract class KindDefinition<T> : KindDefinition where T : ApiObject, IApiRecord<T>
{
    /// <inheritdoc/>
    public sealed override Type ObjectType => typeof(T);

    /// <inheritdoc/>
    public sealed override RecordCodec Codec => RecordCodec.Of<T>();

    /// <inheritdoc/>
    public override bool HasStatus => false;

    /// <summary>What the kind's names may look like.</summary>
    protected virtual NameRule NameRule => NameRules.DnsSubdomain;

    /// <summary>True if finalizers must name the domain that they are of.</summary>
    protected virtual bool QualifiesFinalizers => true;

    /// <summary>True if the server counts changes of the desired state in <c>metadata.generation</c>.</summary>
    protected virtual bool CountsGenerations => false;

    /// <inheritdoc/>
    public sealed override ApiObject ApplyDefaults(ApiObject value) => ApplyDefaults((T)value);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForCreate(ApiObject value) => PrepareForCreate((T)value);

    /// <inheritdoc/>
    public sealed override ApiObject WithoutStatus(ApiObject value) => WithStatusOf((T)value, null);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForUpdate(ApiObject value, ApiObject old) => PrepareForUpdate((T)value, (T)old);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old) => PrepareForStatusUpdate((T)value, (T)old);

    /// <inheritdoc/>
    public sealed override void Validate(ApiObject value, FieldErrors errors)
    {
        MetadataRules.Validate(value.Metadata, Namespaced, NameRule, FieldPath.Metadata, errors);
        if (QualifiesFinalizers)
            MetadataRules.ValidateNewFinalizers(value.Metadata, null, FieldPath.Metadata, errors);
        Validate((T)value, errors);
    }

    /// <inheritdoc/>
    public sealed override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors)
    {
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        if (QualifiesFinalizers)
            MetadataRules.ValidateNewFinalizers(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateUpdate((T)value, (T)old, errors);
    }

    /// <summary>Fills in what the API promises when a field is left out. Idempotent.</summary>
    protected virtual T ApplyDefaults(T value) => value;

    /// <summary>Drops the status, and starts to count generations.</summary>
    protected virtual T PrepareForCreate(T value)
    {
        var prepared = WithStatusOf(value, null);
        return prepared with { Metadata = prepared.Metadata with { Generation = CountsGenerations ? 1 : null } };
    }

    /// <summary>Carries over the status and what the server has set, and counts the generation if the desired state changed.</summary>
    protected virtual T PrepareForUpdate(T value, T old)
    {
        var prepared = WithStatusOf(value, old);
        var generation = CountsGenerations && DesiredStateDiffers(prepared, old) ? (old.Metadata.Generation ?? 0) + 1 : old.Metadata.Generation;
        return prepared with { Metadata = WithServerFields(prepared.Metadata, old.Metadata) with { Generation = generation } };
    }

    /// <summary>Takes the status of <paramref name="value"/>, and of its metadata what is neither ownership nor set by the server.</summary>
    protected virtual T PrepareForStatusUpdate(T value, T old) => WithStatusOf(old, value) with
    {
        Metadata = WithServerFields(value.Metadata, old.Metadata) with
        {
            OwnerReferences = old.Metadata.OwnerReferences,
            Generation = old.Metadata.Generation,
        },
    };

    /// <summary>A client may leave out what the server has set; if it sends something else, that is an error, found later.</summary>
    private static ObjectMeta WithServerFields(ObjectMeta metadata, ObjectMeta old) => metadata with
    {
        Uid = string.IsNullOrEmpty(metadata.Uid) ? old.Uid : metadata.Uid,
        CreationTimestamp = metadata.CreationTimestamp ?? old.CreationTimestamp,
        DeletionTimestamp = metadata.DeletionTimestamp ?? old.DeletionTimestamp,
        DeletionGracePeriodSeconds = metadata.DeletionGracePeriodSeconds ?? old.DeletionGracePeriodSeconds,
    };

    /// <summary><paramref name="value"/> with the status of <paramref name="source"/>, or without any.</summary>
    protected virtual T WithStatusOf(T value, T? source) => value;

    /// <summary>True if two objects want something else; metadata and status do not count.</summary>
    protected virtual bool DesiredStateDiffers(T value, T old) => !SameContent(value, old);

    /// <summary>Appends every error of an object about to be created. Its metadata has been checked.</summary>
    protected virtual void Validate(T value, FieldErrors errors)
    {
    }

    /// <summary>Appends every error of an object about to replace <paramref name="old"/>. Its metadata has been checked.</summary>
    protected virtual void ValidateUpdate(T value, T old, FieldErrors errors) => Validate(value, errors);

    /// <summary>True if two objects are equal apart from metadata and status.</summary>
    protected bool SameContent(T value, T old)
    {
        return Content(value).Equals(Content(old));

        T Content(T of) => WithStatusOf(of, null) with { Metadata = old.Metadata };
    }

    /// <summary>Builds <see cref="KindDefinition.SelectableFields"/>; null stands for the empty text.</summary>
    protected static IReadOnlyDictionary<string, Func<ApiObject, string>> Selectable(params ReadOnlySpan<(string Field, Func<T, string?> Value)> fields)
    {
        var map = new Dictionary<string, Func<ApiObject, string>>(StringComparer.Ordinal);
        foreach (var (field, value) in fields)
            map.Add(field, o => value((T)o) ?? "");
        return map;
    }
}
