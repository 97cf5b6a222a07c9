using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Model.CustomResources;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Orleans;

namespace Krewe.Grains.CustomResources;

/// <inheritdoc cref="ICustomObjectGrain"/>
/// <remarks>
/// Its kind is looked up for each write, so that an object is written by the definition that holds when the write begins. Its commit is
/// conditional on the object's version alone: a definition that changes meanwhile applies from the next write on, and to reads at once.
/// A definition that is being deleted lets nothing new in, and removes what is there before it goes.
/// </remarks>
[CollectionAgeLimit(Minutes = 1)]
internal sealed class CustomObjectGrain(ObjectServices services, KindCatalogue kinds) : ObjectGrain(services), ICustomObjectGrain
{
    protected override async ValueTask<Outcome<KindDefinition>> KindOf(string? version)
    {
        if ((await kinds.FreshAsync()).FindResource(Id.Collection) is not { } resource)
            return ApiFailure.NoSuchResource();
        return version is null ? resource.Storage
            : resource.Served.FirstOrDefault(kind => kind.Gvk.Version == version) is { } served ? served : ApiFailure.NoSuchResource();
    }

    protected override ApiFailure? RefuseCreation(KindDefinition kind) => kind is CustomKind { IsTerminating: true }
        ? ApiFailure.MethodNotAllowed(kind, "create") with { Message = "create not allowed while custom resource definition is terminating" }
        : null;

    protected override void OnRemoved() => DeactivateOnIdle();
}
