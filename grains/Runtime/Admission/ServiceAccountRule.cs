using Krewe.Grains.Collections;
using Krewe.Grains.Namespaces;
using Krewe.Grains.Randomness;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Admission;
using Krewe.Planning.Plans;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>New pods get what follows from their service account.</summary>
internal sealed class ServiceAccountRule(NamespaceOptions options, Entropy entropy) : IAdmissionRule
{
    public bool Concerns(KindDefinition kind) => kind is PodKind;

    public Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IAdmission>(new Account(grains, options.RootAuthority is null ? null : NameSuffix.Append(PodAccount.VolumePrefix, entropy.NextSeed(), 0)));

    private sealed class Account(IGrainFactory grains, string? volume) : IAdmission
    {
        public async ValueTask<Outcome<ApiObject>> Change(ApiObject value, CancellationToken cancellationToken)
        {
            var pod = (Pod)value;
            var account = await grains.GetCollection(ServiceAccountKind.Instance).Get(new ObjectKey(pod.Metadata.Namespace ?? "", PodAccount.NameOf(pod)));
            return PodAccount.Apply(pod, account?.As<ServiceAccount>(), volume).TryGet(out var changed, out var refused) ? changed : refused;
        }
    }
}
