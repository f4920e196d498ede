#include "core/simulation/people.h"

namespace consentry::simulation {

const std::vector<DemoOrganization>& demoOrganizations() {
    static const std::vector<DemoOrganization> organizations = {
        {"qinghe", {"清河市第一医院", "Qinghe First Hospital"}, OrganizationKind::Hospital},
        {"minghu",
         {"明湖医科大学附属医院", "Minghu University Hospital"},
         OrganizationKind::Hospital},
        {"dongling", {"东岭骨科医院", "Dongling Orthopaedic Hospital"}, OrganizationKind::Hospital},
        {"anning",
         {"安宁社区卫生服务中心", "Anning Community Health Centre"},
         OrganizationKind::Hospital},
        {"yunshan", {"云杉国际门诊", "Yunshan International Clinic"}, OrganizationKind::Hospital},
        {"hengze", {"恒泽健康保险", "Hengze Health Insurance"}, OrganizationKind::Insurer},
        {"commission",
         {"清河市卫生监督所", "Qinghe Health Inspectorate"},
         OrganizationKind::Regulator},
    };
    return organizations;
}

const std::vector<DemoPerson>& demoPeople() {
    static const std::vector<DemoPerson> people = {
        {"han",
         {"韩知远医生", "Dr Han Zhiyuan"},
         {"内分泌科", "Endocrinology"},
         "qinghe",
         "doctor",
         "QH-1042"},
        {"qin",
         {"秦朗医生", "Dr Qin Lang"},
         {"急诊科", "Emergency"},
         "qinghe",
         "doctor",
         "QH-2210"},
        {"luo",
         {"罗清医生", "Dr Luo Qing"},
         {"心内科", "Cardiology"},
         "minghu",
         "doctor",
         "MH-0317"},
        {"duan",
         {"段岩医生", "Dr Duan Yan"},
         {"创伤骨科", "Trauma surgery"},
         "dongling",
         "doctor",
         "DL-0088"},
        {"bai",
         {"白露医生", "Dr Bai Lu"},
         {"全科", "General practice"},
         "anning",
         "doctor",
         "AN-0007"},
        {"miao",
         {"苗青护士", "Nurse Miao Qing"},
         {"慢病管理", "Chronic care"},
         "anning",
         "nurse",
         "AN-0031"},
        {"xu", {"许闻", "Xu Wen"}, {"理赔部", "Claims"}, "hengze", "insurer", "HZ-5521"},
        {"fang",
         {"方正明", "Fang Zhengming"},
         {"稽查科", "Inspection"},
         "commission",
         "regulator",
         "HI-0102"},
        {"tong", {"周语桐（女儿）", "Zhou Yutong, daughter"}, {}, "", "relative", ""},
    };
    return people;
}

const DemoPatient& demoPatient() {
    static const DemoPatient patient = {{"沈若兰", "Shen Ruolan"}, "1961-04-12", "P-20230417"};
    return patient;
}

} // namespace consentry::simulation
