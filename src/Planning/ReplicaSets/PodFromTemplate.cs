using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;

namespace Krewe.Planning.ReplicaSets;

/// <summary>Makes pods from templates.</summary>
public static class PodFromTemplate
{
    /// <summary>The <paramref name="index"/>th pod of a controller under a seed.</summary>
    public static Pod Make(ApiObject controller, PodTemplateSpec template, ulong seed, int index)
    {
        var prefix = $"{controller.Metadata.Name}-";
        return new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = NameSuffix.Append(prefix, seed, index),
                GenerateName = prefix,
                Namespace = controller.Metadata.Namespace,
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations,
                Finalizers = template.Metadata.Finalizers,
                OwnerReferences = [ControllerReference.To(controller)],
            },
            Spec = template.Spec,
        };
    }
}
