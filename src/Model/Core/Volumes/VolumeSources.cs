namespace Krewe.Model.Core;

/// <summary>Which sources a volume has.</summary>
internal static class VolumeSources
{
    /// <summary>JSON names of the sources that are set, in the order of the API.</summary>
    public static IEnumerable<string> Of(Volume volume)
    {
        if (volume.HostPath is not null)
            yield return "hostPath";
        if (volume.EmptyDir is not null)
            yield return "emptyDir";
        if (volume.GcePersistentDisk is not null)
            yield return "gcePersistentDisk";
        if (volume.AwsElasticBlockStore is not null)
            yield return "awsElasticBlockStore";
        if (volume.GitRepo is not null)
            yield return "gitRepo";
        if (volume.Secret is not null)
            yield return "secret";
        if (volume.Nfs is not null)
            yield return "nfs";
        if (volume.Iscsi is not null)
            yield return "iscsi";
        if (volume.Glusterfs is not null)
            yield return "glusterfs";
        if (volume.PersistentVolumeClaim is not null)
            yield return "persistentVolumeClaim";
        if (volume.Rbd is not null)
            yield return "rbd";
        if (volume.FlexVolume is not null)
            yield return "flexVolume";
        if (volume.Cinder is not null)
            yield return "cinder";
        if (volume.Cephfs is not null)
            yield return "cephfs";
        if (volume.Flocker is not null)
            yield return "flocker";
        if (volume.DownwardAPI is not null)
            yield return "downwardAPI";
        if (volume.Fc is not null)
            yield return "fc";
        if (volume.AzureFile is not null)
            yield return "azureFile";
        if (volume.ConfigMap is not null)
            yield return "configMap";
        if (volume.VsphereVolume is not null)
            yield return "vsphereVolume";
        if (volume.Quobyte is not null)
            yield return "quobyte";
        if (volume.AzureDisk is not null)
            yield return "azureDisk";
        if (volume.PhotonPersistentDisk is not null)
            yield return "photonPersistentDisk";
        if (volume.Projected is not null)
            yield return "projected";
        if (volume.PortworxVolume is not null)
            yield return "portworxVolume";
        if (volume.ScaleIO is not null)
            yield return "scaleIO";
        if (volume.Storageos is not null)
            yield return "storageos";
        if (volume.Csi is not null)
            yield return "csi";
        if (volume.Ephemeral is not null)
            yield return "ephemeral";
        if (volume.Image is not null)
            yield return "image";
    }
}
