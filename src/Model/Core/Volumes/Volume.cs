using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A named volume of a pod. Exactly one source is set.</summary>
public sealed partial record Volume : ApiRecord
{
    /// <summary>Name, unique in the pod, by which containers mount it.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>File or directory of the node.</summary>
    [Field(1, Within = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>Empty directory that lives as long as the pod on its node.</summary>
    [Field(2, Within = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>Disk of Google Compute Engine. Deprecated.</summary>
    [Field(3, Within = 2)]
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    /// <summary>Disk of AWS Elastic Block Store. Deprecated.</summary>
    [Field(4, Within = 2)]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    /// <summary>Clone of a git repository. Deprecated.</summary>
    [Field(5, Within = 2)]
    public GitRepoVolumeSource? GitRepo { get; init; }

    /// <summary>Entries of a secret as files.</summary>
    [Field(6, Within = 2)]
    public SecretVolumeSource? Secret { get; init; }

    /// <summary>Directory exported over NFS.</summary>
    [Field(7, Within = 2)]
    public NFSVolumeSource? Nfs { get; init; }

    /// <summary>Disk reached over iSCSI.</summary>
    [Field(8, Within = 2)]
    public ISCSIVolumeSource? Iscsi { get; init; }

    /// <summary>GlusterFS volume. Deprecated.</summary>
    [Field(9, Within = 2)]
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    /// <summary>The volume bound to a claim in the pod's namespace.</summary>
    [Field(10, Within = 2)]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>Ceph block device. Deprecated.</summary>
    [Field(11, Within = 2)]
    public RBDVolumeSource? Rbd { get; init; }

    /// <summary>Volume made by an exec-based plugin. Deprecated.</summary>
    [Field(12, Within = 2)]
    public FlexVolumeSource? FlexVolume { get; init; }

    /// <summary>OpenStack Cinder disk. Deprecated.</summary>
    [Field(13, Within = 2)]
    public CinderVolumeSource? Cinder { get; init; }

    /// <summary>Ceph file system. Deprecated.</summary>
    [Field(14, Within = 2)]
    public CephFSVolumeSource? Cephfs { get; init; }

    /// <summary>Flocker data set. Deprecated.</summary>
    [Field(15, Within = 2)]
    public FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Fields of the pod as files.</summary>
    [Field(16, Within = 2)]
    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    /// <summary>Fibre Channel disk.</summary>
    [Field(17, Within = 2)]
    public FCVolumeSource? Fc { get; init; }

    /// <summary>Azure file share. Deprecated.</summary>
    [Field(18, Within = 2)]
    public AzureFileVolumeSource? AzureFile { get; init; }

    /// <summary>Entries of a config map as files.</summary>
    [Field(19, Within = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>vSphere disk. Deprecated.</summary>
    [Field(20, Within = 2)]
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>Quobyte mount. Deprecated.</summary>
    [Field(21, Within = 2)]
    public QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>Azure data disk. Deprecated.</summary>
    [Field(22, Within = 2)]
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>Photon controller disk. Deprecated.</summary>
    [Field(23, Within = 2)]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Several sources in one directory.</summary>
    [Field(26, Within = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>Portworx volume. Deprecated.</summary>
    [Field(24, Within = 2)]
    public PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>ScaleIO volume. Deprecated.</summary>
    [Field(25, Within = 2)]
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    /// <summary>StorageOS volume. Deprecated.</summary>
    [Field(27, Within = 2)]
    public StorageOSVolumeSource? Storageos { get; init; }

    /// <summary>Ephemeral storage of a CSI driver.</summary>
    [Field(28, Within = 2)]
    public CSIVolumeSource? Csi { get; init; }

    /// <summary>Volume that a storage driver makes for the pod and removes with it.</summary>
    [Field(29, Within = 2)]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>Content of an OCI image or artifact.</summary>
    [Field(30, Within = 2)]
    public ImageVolumeSource? Image { get; init; }
}
