<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name />
  <message>
   <source>
Limits: {limits}</source>
   <translation>
局限：{limits}</translation>
  </message>
  <message>
   <source> (acknowledged)</source>
   <translation>（已确认）</translation>
  </message>
  <message>
   <source> (and {more} more)</source>
   <translation>（另有 {more} 处）</translation>
  </message>
  <message>
   <source> and {count} more</source>
   <translation>，另有 {count} 处</translation>
  </message>
  <message>
   <source> mm deep</source>
   <translation> mm 深</translation>
  </message>
  <message>
   <source> phases/s</source>
   <translation> 时相/秒</translation>
  </message>
  <message>
   <source> {count} out of date: measure or compute again before signing.</source>
   <translation> 有 {count} 项已过期：签名前请重新测量或重新计算。</translation>
  </message>
  <message>
   <source> {waiting} not reviewed: left out of a signed report.</source>
   <translation> {waiting} 项未审阅：不写入签署的报告。</translation>
  </message>
  <message>
   <source>"{name}" is left out: the file has no layer for it.</source>
   <translation>“{name}”被略去：文件中没有它的图层。</translation>
  </message>
  <message>
   <source>"{name}" is left out: {reason}</source>
   <translation>“{name}”未读入：{reason}</translation>
  </message>
  <message>
   <source>% of lung voxels below -950 HU</source>
   <translation>低于 -950 HU 的肺体素百分比</translation>
  </message>
  <message>
   <source>&amp;1:1 pixels</source>
   <translation>1:1 像素(&amp;1)</translation>
  </message>
  <message>
   <source>&amp;3-D view</source>
   <translation>三维视图(&amp;3)</translation>
  </message>
  <message>
   <source>&amp;About Lightbox</source>
   <translation>关于 Lightbox(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Accept finding</source>
   <translation>接受发现(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Add segment</source>
   <translation>添加分割段(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Angle</source>
   <translation>角度(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Automatic</source>
   <translation>自动(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Brush</source>
   <translation>画笔(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Cancel operation</source>
   <translation>取消操作(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Cancel tool</source>
   <translation>取消工具(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Centerline</source>
   <translation>中心线(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Colors</source>
   <translation>颜色(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <translation>复制(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy values</source>
   <translation>复制数值(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy view</source>
   <translation>复制视图(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Crosshair</source>
   <translation>十字线(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <translation>深色(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete</source>
   <translation>删除(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete centerline</source>
   <translation>删除中心线(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Delete measurement or last point</source>
   <translation>删除测量或最后一点(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Display test patterns…</source>
   <translation>显示器测试图(&amp;D)…</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>编辑(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;Edit finding…</source>
   <translation>编辑发现(&amp;E)…</translation>
  </message>
  <message>
   <source>&amp;End curved MPR</source>
   <translation>结束曲面 MPR(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;English</source>
   <translation>English(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;First image</source>
   <translation>第一幅图像(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Freehand region</source>
   <translation>手绘区域(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Full range</source>
   <translation>全范围(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Go to</source>
   <translation>转到(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Grow region by a click</source>
   <translation>单击区域生长(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Hanging protocol</source>
   <translation>挂片协议(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Histogram…</source>
   <translation>直方图(&amp;H)…</translation>
  </message>
  <message>
   <source>&amp;Import report…</source>
   <translation>导入报告(&amp;I)…</translation>
  </message>
  <message>
   <source>&amp;Invert</source>
   <translation>反相(&amp;I)</translation>
  </message>
  <message>
   <source>&amp;Join series as phases…</source>
   <translation>将序列合并为时相(&amp;J)…</translation>
  </message>
  <message>
   <source>&amp;Keep layout as protocol…</source>
   <translation>将布局存为协议(&amp;K)…</translation>
  </message>
  <message>
   <source>&amp;Key image</source>
   <translation>关键图像(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Keys and mouse</source>
   <translation>快捷键与鼠标(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Keys and tool bar…</source>
   <translation>快捷键与工具栏(&amp;K)…</translation>
  </message>
  <message>
   <source>&amp;Last image</source>
   <translation>最后一幅图像(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Layout</source>
   <translation>布局(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Length</source>
   <translation>长度(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <translation>浅色(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;MPR, one large</source>
   <translation>MPR，一大两小(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;Measure edited segments again</source>
   <translation>重新测量已编辑的分割段(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;New segmentation</source>
   <translation>新建分割(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next finding</source>
   <translation>下一发现(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next image</source>
   <translation>下一幅图像(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Next stage</source>
   <translation>下一阶段(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;One-up / grid, or end of drawing</source>
   <translation>单幅 / 多幅，或结束绘制(&amp;O)</translation>
  </message>
  <message>
   <source>&amp;Open folder…</source>
   <translation>打开文件夹(&amp;O)…</translation>
  </message>
  <message>
   <source>&amp;Pan</source>
   <translation>平移(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Planes</source>
   <translation>平面(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Presentation states</source>
   <translation>显示状态(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous finding</source>
   <translation>上一发现(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous image</source>
   <translation>上一幅图像(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous segment</source>
   <translation>上一分割段(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous stage</source>
   <translation>上一阶段(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>退出(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>重做(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Reject finding</source>
   <translation>拒绝发现(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Reset planes</source>
   <translation>重置平面(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Rotate right</source>
   <translation>向右旋转(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Save as PNG…</source>
   <translation>另存为 PNG(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Save picture as…</source>
   <translation>图像另存为(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Scissors</source>
   <translation>剪刀(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Scroll</source>
   <translation>翻页(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Search actions…</source>
   <translation>搜索操作(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Settings…</source>
   <translation>设置(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Single plane</source>
   <translation>单一平面(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;System</source>
   <translation>跟随系统(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Text</source>
   <translation>文字(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Thicker slab</source>
   <translation>加厚层厚块(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Tools</source>
   <translation>工具(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Tour of the window</source>
   <translation>窗口导览(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>撤销(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;Unlink series</source>
   <translation>取消序列联动(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;User guide</source>
   <translation>用户指南(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Voxels</source>
   <translation>体素(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Window</source>
   <translation>窗宽窗位(&amp;W)</translation>
  </message>
  <message>
   <source>&amp;Window/level</source>
   <translation>窗宽/窗位(&amp;W)</translation>
  </message>
  <message>
   <source>&amp;Zoom</source>
   <translation>缩放(&amp;Z)</translation>
  </message>
  <message>
   <source>(none)</source>
   <translation>（无）</translation>
  </message>
  <message>
   <source>({there} in memory)</source>
   <translation>(内存中 {there} 期)</translation>
  </message>
  <message>
   <source>, between voxels</source>
   <translation>，体素间插值</translation>
  </message>
  <message>
   <source>, key images: {marks}, scores: {scores}.</source>
   <translation>，关键图像：{marks}，评分：{scores}。</translation>
  </message>
  <message>
   <source>, stitched on the CPU</source>
   <translation>，在 CPU 上拼接</translation>
  </message>
  <message>
   <source>, {count} left out…</source>
   <translation>，{count} 个未读入…</translation>
  </message>
  <message>
   <source>--verbose prints where it failed.</source>
   <translation>--verbose 会显示出错的位置。</translation>
  </message>
  <message>
   <source>1 file</source>
   <translation>1 个文件</translation>
  </message>
  <message>
   <source>1 finding</source>
   <translation>1 个发现</translation>
  </message>
  <message>
   <source>1 job</source>
   <translation>1 个任务</translation>
  </message>
  <message>
   <source>1.4 % or less</source>
   <translation>1.4 % 或以下</translation>
  </message>
  <message>
   <source>10 % or more</source>
   <translation>10 % 或以上</translation>
  </message>
  <message>
   <source>15th percentile of lung attenuation</source>
   <translation>肺密度第 15 百分位数</translation>
  </message>
  <message>
   <source>15th percentile of lung attenuation {value} HU</source>
   <translation>肺衰减值第 15 百分位 {value} HU</translation>
  </message>
  <message>
   <source>400 days or more</source>
   <translation>400 天或以上</translation>
  </message>
  <message>
   <source>: the file {reason}</source>
   <translation>：该文件{reason}</translation>
  </message>
  <message>
   <source>: this is {names}</source>
   <translation>：这是 {names}</translation>
  </message>
  <message>
   <source>: {count} files were left out</source>
   <translation>：{count} 个文件未读入</translation>
  </message>
  <message>
   <source>; left out as rejected: {names}</source>
   <translation>；已拒绝而未导出：{names}</translation>
  </message>
  <message>
   <source>; touches the pleura or the mediastinum</source>
   <translation>；与胸膜或纵隔接触</translation>
  </message>
  <message>
   <source>&lt;h3&gt;Lightbox {version}&lt;/h3&gt;&lt;p&gt;A workstation for reading CT, MR and X-ray with plugins that propose findings.&lt;/p&gt;&lt;p&gt;{not_a_diagnosis}&lt;/p&gt;&lt;p&gt;{self_test}&lt;/p&gt;&lt;p&gt;The luminance of this display was not verified (PS3.14).&lt;/p&gt;&lt;p&gt;Apache License 2.0. Qt and PySide6 under the LGPL.&lt;/p&gt;</source>
   <translation>&lt;h3&gt;Lightbox {version}&lt;/h3&gt;&lt;p&gt;用于阅读 CT、MR 和 X 线图像的工作站，插件可提出候选发现。&lt;/p&gt;&lt;p&gt;{not_a_diagnosis}&lt;/p&gt;&lt;p&gt;{self_test}&lt;/p&gt;&lt;p&gt;本显示器的亮度未经验证（PS3.14）。&lt;/p&gt;&lt;p&gt;Apache 许可证 2.0。Qt 和 PySide6 采用 LGPL。&lt;/p&gt;</translation>
  </message>
  <message>
   <source>A 3-D key image needs the preset {preset}, which is not there any more.</source>
   <translation>三维关键图像需要预设 {preset}，但它已不存在。</translation>
  </message>
  <message>
   <source>A JPEG 2000 frame has an impossible size.</source>
   <translation>一个 JPEG 2000 帧的尺寸不可能存在。</translation>
  </message>
  <message>
   <source>A JPEG 2000 frame is cut short.</source>
   <translation>一个 JPEG 2000 帧被截断。</translation>
  </message>
  <message>
   <source>A JPEG 2000 frame is damaged.</source>
   <translation>一个 JPEG 2000 帧已损坏。</translation>
  </message>
  <message>
   <source>A JPEG frame has no frame header.</source>
   <translation>一个 JPEG 帧没有帧头。</translation>
  </message>
  <message>
   <source>A JPEG frame is cut short: it has no end marker.</source>
   <translation>一个 JPEG 帧被截断：缺少结束标记。</translation>
  </message>
  <message>
   <source>A JPEG frame is cut short: pixels are missing.</source>
   <translation>一个 JPEG 帧被截断：部分像素缺失。</translation>
  </message>
  <message>
   <source>A JPEG frame is damaged.</source>
   <translation>一个 JPEG 帧已损坏。</translation>
  </message>
  <message>
   <source>A JPEG-LS frame is cut short.</source>
   <translation>一个 JPEG-LS 帧被截断。</translation>
  </message>
  <message>
   <source>A JPEG-LS frame is damaged.</source>
   <translation>一个 JPEG-LS 帧已损坏。</translation>
  </message>
  <message>
   <source>A PNG or JPEG picture of at most 4 MB beside the header.</source>
   <translation>抬头旁的 PNG 或 JPEG 图片，最大 4 MB。</translation>
  </message>
  <message>
   <source>A Siemens mosaic: several slices tiled into one image, which has no place of its own.</source>
   <translation>西门子拼图图像：多个层面拼在一幅图像中，图像本身没有位置。</translation>
  </message>
  <message>
   <source>A change of less than 1.5 mm in diameter is within measurement error.</source>
   <translation>直径变化小于 1.5 mm 属于测量误差范围。</translation>
  </message>
  <message>
   <source>A change of less than 25 % in volume is within measurement error.</source>
   <translation>体积变化小于 25 % 在测量误差范围内。</translation>
  </message>
  <message>
   <source>A click shows it over its images.</source>
   <translation>单击即可叠加显示在其图像上。</translation>
  </message>
  <message>
   <source>A compressed frame does not begin as JPEG 2000.</source>
   <translation>一个压缩帧的开头不是 JPEG 2000。</translation>
  </message>
  <message>
   <source>A compressed frame does not begin as JPEG.</source>
   <translation>一个压缩帧的开头不是 JPEG。</translation>
  </message>
  <message>
   <source>A contour of the structure set is damaged.</source>
   <translation>结构集的一条轮廓已损坏。</translation>
  </message>
  <message>
   <source>A corner lies far from the rest of its contour; it may be damaged.</source>
   <translation>有一个角点远离其轮廓的其余部分；可能已损坏。</translation>
  </message>
  <message>
   <source>A decision needs the name of the person who makes it.</source>
   <translation>决定须有作出者的姓名。</translation>
  </message>
  <message>
   <source>A decoded frame has another size than its header says.</source>
   <translation>解码后的帧尺寸与其头信息不符。</translation>
  </message>
  <message>
   <source>A decoded video has another size than its header says.</source>
   <translation>解码后的视频尺寸与其头信息不符。</translation>
  </message>
  <message>
   <source>A deflated frame is damaged.</source>
   <translation>一个 deflate 压缩帧已损坏。</translation>
  </message>
  <message>
   <source>A deflated image has no length of its File Meta group.</source>
   <translation>一个 deflate 压缩图像缺少 File Meta 组的长度。</translation>
  </message>
  <message>
   <source>A deflated image is damaged.</source>
   <translation>一个 deflate 压缩图像已损坏。</translation>
  </message>
  <message>
   <source>A finding of your own at the crosshair (Shift+N)</source>
   <translation>在十字线处添加自己的发现（Shift+N）</translation>
  </message>
  <message>
   <source>A frame is cut short.</source>
   <translation>一个帧被截断。</translation>
  </message>
  <message>
   <source>A frame of the mask does not say which frame of the image it marks.</source>
   <translation>掩膜的某一帧没有说明它标记图像的哪一帧。</translation>
  </message>
  <message>
   <source>A frame of the segmentation names no segment.</source>
   <translation>分割的一个帧没有指明分割段。</translation>
  </message>
  <message>
   <source>A key image in three dimensions needs a volume of parallel slices.</source>
   <translation>三维关键图像需要由平行层面组成的容积数据。</translation>
  </message>
  <message>
   <source>A lookup table for display is left out: the file {fault}. Windows work.</source>
   <translation>一个显示用查找表未被采用：该文件{fault}。窗宽窗位可正常使用。</translation>
  </message>
  <message>
   <source>A mask does not lie on the grid of this image.</source>
   <translation>掩膜不在此图像的网格上。</translation>
  </message>
  <message>
   <source>A mask does not lie on the pixels of this image.</source>
   <translation>掩膜不在此图像的像素上。</translation>
  </message>
  <message>
   <source>A model of others, not validated here: check every outline.</source>
   <translation>此模型由他人制作，未经本程序验证：请核对每一处轮廓。</translation>
  </message>
  <message>
   <source>A newer version of Lightbox made the archive of this computer.</source>
   <translation>此计算机的存档由更新版本的 Lightbox 建立。</translation>
  </message>
  <message>
   <source>A part of the segment lies outside of this image and is left out.</source>
   <translation>该分割有一部分位于此图像之外，已略去。</translation>
  </message>
  <message>
   <source>A picture file states no pixel size: lengths are in pixels.</source>
   <translation>图片文件未说明像素大小：长度以像素计。</translation>
  </message>
  <message>
   <source>A picture of {size} pixels cannot be made.</source>
   <translation>无法生成 {size} 像素的图像。</translation>
  </message>
  <message>
   <source>A position in millimeters needs an anatomical plane.</source>
   <translation>以毫米表示的位置需要解剖平面。</translation>
  </message>
  <message>
   <source>A radiograph's mask has no position for NIfTI.</source>
   <translation>X 线平片的掩膜没有可用于 NIfTI 的位置。</translation>
  </message>
  <message>
   <source>A risk score</source>
   <translation>一项风险评分</translation>
  </message>
  <message>
   <source>A saliency map does not lie on the grid of this image.</source>
   <translation>显著图不在此图像的网格上。</translation>
  </message>
  <message>
   <source>A segment was locked meanwhile; nothing was done.</source>
   <translation>期间有分割段被锁定；未作更改。</translation>
  </message>
  <message>
   <source>A segmentation holds {most_segments} segments at most.</source>
   <translation>一个分割最多含 {most_segments} 个分割段。</translation>
  </message>
  <message>
   <source>A series of fewer than four slices cannot be registered.</source>
   <translation>少于四层的序列无法配准。</translation>
  </message>
  <message>
   <source>A series without any contrast cannot be registered.</source>
   <translation>没有任何对比的序列无法配准。</translation>
  </message>
  <message>
   <source>A signed report of this study is being written already.</source>
   <translation>此检查的已签名报告正在写入。</translation>
  </message>
  <message>
   <source>A single slice without a stated thickness: volumes cannot be computed.</source>
   <translation>单层图像未说明层厚：无法计算体积。</translation>
  </message>
  <message>
   <source>A slice between contours has none; it stays empty.</source>
   <translation>轮廓之间有一层没有轮廓；该层保持为空。</translation>
  </message>
  <message>
   <source>A straightened picture cannot be a key image.</source>
   <translation>拉直图像不能作为关键图像。</translation>
  </message>
  <message>
   <source>A width that is too large makes rings and false detail; noise is amplified.</source>
   <translation>宽度过大会产生振铃和虚假细节；噪声被放大。</translation>
  </message>
  <message>
   <source>A {coding} frame has another size than its header says.</source>
   <translation>一个 {coding} 帧的尺寸与其头信息不符。</translation>
  </message>
  <message>
   <source>A {coding} frame holds {components} samples per pixel, its header says {samples}.</source>
   <translation>一个 {coding} 帧每像素含 {components} 个样本，而其头信息为 {samples} 个。</translation>
  </message>
  <message>
   <source>A {coding} frame holds {precision} bits per sample, its header allows {bits}.</source>
   <translation>一个 {coding} 帧每样本 {precision} 位，而其头信息只允许 {bits} 位。</translation>
  </message>
  <message>
   <source>A&amp;dd finding here…</source>
   <translation>在此添加发现(&amp;D)…</translation>
  </message>
  <message>
   <source>AI</source>
   <translation>AI</translation>
  </message>
  <message>
   <source>AI proposal, {text}</source>
   <translation>AI 候选结果，{text}</translation>
  </message>
  <message>
   <source>AP film: the heart looks larger</source>
   <translation>AP 位片：心影偏大</translation>
  </message>
  <message>
   <source>About Lightbox</source>
   <translation>关于 Lightbox</translation>
  </message>
  <message>
   <source>Above the cut-off of 1.4 % that was 95 % specific for airflow limitation.</source>
   <translation>高于 1.4 % 的界值，该界值对气流受限的特异度为 95 %。</translation>
  </message>
  <message>
   <source>Abscess</source>
   <translation>脓肿</translation>
  </message>
  <message>
   <source>Accept</source>
   <translation>接受</translation>
  </message>
  <message>
   <source>Accept or reject each finding; measurements, scores and the report are here, too.</source>
   <translation>逐项接受或拒绝发现；测量、评分和报告也在这里。</translation>
  </message>
  <message>
   <source>Accession number</source>
   <translation>检查号</translation>
  </message>
  <message>
   <source>Acknowledge</source>
   <translation>确认</translation>
  </message>
  <message>
   <source>Acknowledge &amp;geometry…</source>
   <translation>确认几何信息(&amp;G)…</translation>
  </message>
  <message>
   <source>Acknowledge geometry</source>
   <translation>确认几何信息</translation>
  </message>
  <message>
   <source>Acknowledge the geometry issues, then run it again; the result will say so.</source>
   <translation>请确认几何问题后再运行；结果中会注明。</translation>
  </message>
  <message>
   <source>Acknowledged by {acknowledged_by}</source>
   <translation>由 {acknowledged_by} 确认</translation>
  </message>
  <message>
   <source>Acknowledged by {acknowledged_by}.</source>
   <translation>由 {acknowledged_by} 确认。</translation>
  </message>
  <message>
   <source>Acknowledged by {name}.</source>
   <translation>由 {name} 确认。</translation>
  </message>
  <message>
   <source>Acquisition</source>
   <translation>采集方式</translation>
  </message>
  <message>
   <source>Acquisition Time</source>
   <translation>采集时间</translation>
  </message>
  <message>
   <source>Across the centerline{place}</source>
   <translation>垂直于中心线{place}</translation>
  </message>
  <message>
   <source>Actions with other keys than those of the program; Edit &gt; Keys and tool bar.</source>
   <translation>快捷键与程序默认不同的操作；编辑 &gt; 快捷键与工具栏。</translation>
  </message>
  <message>
   <source>Actual Frame Duration</source>
   <translation>实际帧持续时间</translation>
  </message>
  <message>
   <source>Add --sign NAME.</source>
   <translation>请添加 --sign 姓名。</translation>
  </message>
  <message>
   <source>Add finding</source>
   <translation>添加发现</translation>
  </message>
  <message>
   <source>Add key</source>
   <translation>添加快捷键</translation>
  </message>
  <message>
   <source>Add point to centerline</source>
   <translation>在中心线上添加点</translation>
  </message>
  <message>
   <source>Add segment</source>
   <translation>添加分割段</translation>
  </message>
  <message>
   <source>Add to report</source>
   <translation>加入报告</translation>
  </message>
  <message>
   <source>Add {kind}</source>
   <translation>添加{kind}</translation>
  </message>
  <message>
   <source>Add {label}</source>
   <translation>添加 {label}</translation>
  </message>
  <message>
   <source>Add {model}</source>
   <translation>添加 {model}</translation>
  </message>
  <message>
   <source>Added here: {what}.</source>
   <translation>由本程序补充：{what}。</translation>
  </message>
  <message>
   <source>Added: {words}</source>
   <translation>新增：{words}</translation>
  </message>
  <message>
   <source>Add…</source>
   <translation>添加…</translation>
  </message>
  <message>
   <source>Adrenal gland</source>
   <translation>肾上腺</translation>
  </message>
  <message>
   <source>Adults of 35 years or more without known cancer or immunosuppression; not for screening</source>
   <translation>35 岁及以上、无已知癌症或免疫抑制的成人；不用于筛查</translation>
  </message>
  <message>
   <source>Age</source>
   <translation>年龄</translation>
  </message>
  <message>
   <source>Age is not given; the guideline is for patients of 35 years or more.</source>
   <translation>未提供年龄；该指南适用于 35 岁及以上患者。</translation>
  </message>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All defaults</source>
   <translation>全部恢复默认</translation>
  </message>
  <message>
   <source>All views were copied.</source>
   <translation>已复制全部视图。</translation>
  </message>
  <message>
   <source>Allow more time, analyze a smaller series, or use a faster device.</source>
   <translation>请允许更长时间、分析较小的序列或使用更快的设备。</translation>
  </message>
  <message>
   <source>Amount</source>
   <translation>强度</translation>
  </message>
  <message>
   <source>An RLE frame does not fill its image.</source>
   <translation>一个 RLE 帧未填满其图像。</translation>
  </message>
  <message>
   <source>An RLE frame has damaged segment offsets.</source>
   <translation>一个 RLE 帧的段偏移已损坏。</translation>
  </message>
  <message>
   <source>An RLE frame has the wrong number of segments.</source>
   <translation>一个 RLE 帧的段数有误。</translation>
  </message>
  <message>
   <source>An RLE frame is cut short.</source>
   <translation>一个 RLE 帧被截断。</translation>
  </message>
  <message>
   <source>An RLE frame is damaged.</source>
   <translation>一个 RLE 帧已损坏。</translation>
  </message>
  <message>
   <source>An empty result has no note.</source>
   <translation>空结果没有附加说明。</translation>
  </message>
  <message>
   <source>An image file cannot be opened any more.</source>
   <translation>一个图像文件已无法打开。</translation>
  </message>
  <message>
   <source>An image file has changed since it was scanned.</source>
   <translation>一个图像文件在扫描后被更改。</translation>
  </message>
  <message>
   <source>An image file is cut short.</source>
   <translation>一个图像文件被截断。</translation>
  </message>
  <message>
   <source>An image file is cut short: it ends within its compressed pixels.</source>
   <translation>一个图像文件被截断：在压缩像素数据中间结束。</translation>
  </message>
  <message>
   <source>An image has fewer frames than its header says.</source>
   <translation>一幅图像的帧数少于其头信息所述。</translation>
  </message>
  <message>
   <source>An image has fewer frames than its index says.</source>
   <translation>一幅图像的帧数少于其索引所述。</translation>
  </message>
  <message>
   <source>An image holds {found} frames, its header says 1.</source>
   <translation>一个图像含 {found} 帧，而其头信息为 1 帧。</translation>
  </message>
  <message>
   <source>An image of this series has no {keyword}.</source>
   <translation>此序列的一幅图像缺少 {keyword}。</translation>
  </message>
  <message>
   <source>An image shares colors between two pixels, but the number of its columns is odd.</source>
   <translation>图像的颜色由两个像素共用，但其列数为奇数。</translation>
  </message>
  <message>
   <source>An operation is running; wait or cancel it.</source>
   <translation>操作正在进行；请等待或取消。</translation>
  </message>
  <message>
   <source>Analysis</source>
   <translation>分析</translation>
  </message>
  <message>
   <source>Analyze again; findings are corrected in the window, not in the file.</source>
   <translation>请重新分析；发现应在窗口中更正，而不是在文件中。</translation>
  </message>
  <message>
   <source>Anatomical Structure</source>
   <translation>解剖结构</translation>
  </message>
  <message>
   <source>Aneurysm</source>
   <translation>动脉瘤</translation>
  </message>
  <message>
   <source>Angle</source>
   <translation>角度</translation>
  </message>
  <message>
   <source>Angle of view around the centerline</source>
   <translation>绕中心线的观察角度</translation>
  </message>
  <message>
   <source>Another archive stands in the place of the one that was open; it is used from now.</source>
   <translation>原先打开的存档已被另一个存档取代；此后使用后者。</translation>
  </message>
  <message>
   <source>Another plugin has the id {id}: folder {name}.</source>
   <translation>另一插件已使用标识 {id}：文件夹 {name}。</translation>
  </message>
  <message>
   <source>Another running Lightbox has this study open.</source>
   <translation>另一个正在运行的 Lightbox 已打开此检查。</translation>
  </message>
  <message>
   <source>Another running Lightbox has {count} of these studies open.</source>
   <translation>另一个正在运行的 Lightbox 已打开其中 {count} 个检查。</translation>
  </message>
  <message>
   <source>Anterior hippocampus</source>
   <translation>海马前部</translation>
  </message>
  <message>
   <source>Any cancer within 5 years</source>
   <translation>5 年内的任何癌症</translation>
  </message>
  <message>
   <source>Anywhere</source>
   <translation>任意位置</translation>
  </message>
  <message>
   <source>Aorta</source>
   <translation>主动脉</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>应用</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>面积</translation>
  </message>
  <message>
   <source>Around crosshair</source>
   <translation>十字线周围</translation>
  </message>
  <message>
   <source>Arro&amp;w with text</source>
   <translation>带文字箭头(&amp;W)</translation>
  </message>
  <message>
   <source>Arrow</source>
   <translation>箭头</translation>
  </message>
  <message>
   <source>Artery</source>
   <translation>动脉</translation>
  </message>
  <message>
   <source>Artificial intelligence used</source>
   <translation>所用人工智能</translation>
  </message>
  <message>
   <source>As decided about its finding</source>
   <translation>以对其发现所作的决定为准</translation>
  </message>
  <message>
   <source>As in 3D Slicer</source>
   <translation>同 3D Slicer</translation>
  </message>
  <message>
   <source>As in ITK-SNAP</source>
   <translation>同 ITK-SNAP</translation>
  </message>
  <message>
   <source>As its authors state it: {stated}. {caveat}</source>
   <translation>作者说明：{stated}。{caveat}</translation>
  </message>
  <message>
   <source>As the desktop</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Ask the author for a smaller bundle.</source>
   <translation>请向作者索取较小的模型包。</translation>
  </message>
  <message>
   <source>Ask the sender for the series again; other series stay usable.</source>
   <translation>请向发送方重新索取该序列；其他序列仍可使用。</translation>
  </message>
  <message>
   <source>At or above the 10 % threshold for further work-up of the BTS 2015 guideline.</source>
   <translation>达到或高于 BTS 2015 指南进一步检查的 10 % 阈值。</translation>
  </message>
  <message>
   <source>Attenuation Coefficient</source>
   <translation>衰减系数</translation>
  </message>
  <message>
   <source>Axial</source>
   <translation>横断位</translation>
  </message>
  <message>
   <source>Axial {letter} {value:.1f} mm</source>
   <translation>横断位 {letter} {value:.1f} mm</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>上一步</translation>
  </message>
  <message>
   <source>Back and forth</source>
   <translation>往返</translation>
  </message>
  <message>
   <source>Background</source>
   <translation>背景</translation>
  </message>
  <message>
   <source>Before and after</source>
   <translation>处理前后</translation>
  </message>
  <message>
   <source>Before and after, side by side</source>
   <translation>处理前后并排</translation>
  </message>
  <message>
   <source>Before | after</source>
   <translation>处理前 / 处理后</translation>
  </message>
  <message>
   <source>Begin playback here</source>
   <translation>从此处开始播放</translation>
  </message>
  <message>
   <source>Below the 10 % threshold for further work-up of the BTS 2015 guideline.</source>
   <translation>低于 BTS 2015 指南进一步检查的 10 % 阈值。</translation>
  </message>
  <message>
   <source>Beside the prior</source>
   <translation>与既往对照</translation>
  </message>
  <message>
   <source>Bladder</source>
   <translation>膀胱</translation>
  </message>
  <message>
   <source>Blending is not applied: it is shown on the series that lies below.</source>
   <translation>未应用融合：融合显示在底层序列上。</translation>
  </message>
  <message>
   <source>Blending is not applied: the upper series is not open or has no place here.</source>
   <translation>未应用融合：上层序列未打开，或在此处没有空间位置。</translation>
  </message>
  <message>
   <source>Blur</source>
   <translation>模糊</translation>
  </message>
  <message>
   <source>Bone</source>
   <translation>骨</translation>
  </message>
  <message>
   <source>Born</source>
   <translation>出生日期</translation>
  </message>
  <message>
   <source>Box around one hippocampus</source>
   <translation>单侧海马的范围框</translation>
  </message>
  <message>
   <source>Brain</source>
   <translation>脑</translation>
  </message>
  <message>
   <source>Brain, subdural, bone, stroke</source>
   <translation>脑、硬膜下、骨、卒中</translation>
  </message>
  <message>
   <source>Breast</source>
   <translation>乳腺</translation>
  </message>
  <message>
   <source>Bring it back from a copy, or move it away to begin again with version 1.</source>
   <translation>请从副本恢复该文件，或将其移走以重新从版本 1 开始。</translation>
  </message>
  <message>
   <source>Bring the preset back, or remove the key image.</source>
   <translation>请恢复该预设，或移除该关键图像。</translation>
  </message>
  <message>
   <source>Brock (PanCan) nodule malignancy, full model with spiculation (2b)</source>
   <translation>Brock（PanCan）结节恶性概率，含毛刺征的完整模型（2b）</translation>
  </message>
  <message>
   <source>Bronchus</source>
   <translation>支气管</translation>
  </message>
  <message>
   <source>Brush as a ba&amp;ll</source>
   <translation>球形画笔(&amp;L)</translation>
  </message>
  <message>
   <source>Brush radius</source>
   <translation>画笔半径</translation>
  </message>
  <message>
   <source>Buttons of the tool bar</source>
   <translation>工具栏按钮</translation>
  </message>
  <message>
   <source>By the clock of this computer, version {number} was signed later than this one: one of the two times is wrong.</source>
   <translation>按此计算机的时钟，版本 {number} 的签署时间晚于本版本：两个时间中有一个有误。</translation>
  </message>
  <message>
   <source>C&amp;lose all studies</source>
   <translation>关闭全部检查(&amp;L)</translation>
  </message>
  <message>
   <source>C&amp;urved MPR</source>
   <translation>曲面 MPR(&amp;U)</translation>
  </message>
  <message>
   <source>CLAHE, limit {number:g}</source>
   <translation>CLAHE，上限 {number:g}</translation>
  </message>
  <message>
   <source>CT 3-6 mo, {late_high}</source>
   <translation>3–6 个月复查 CT，{late_high}</translation>
  </message>
  <message>
   <source>CT 3-6 mo, {late_low}</source>
   <translation>3–6 个月复查 CT，{late_low}</translation>
  </message>
  <message>
   <source>CT 3-6 mo; a persistent solid part of 6 mm or more is highly suspicious: consider PET/CT or tissue sampling</source>
   <translation>3–6 个月后 CT；实性部分持续存在且达 6 mm 或以上时高度可疑：考虑 PET/CT 或组织取样</translation>
  </message>
  <message>
   <source>CT 3-6 mo; if stable consider CT at 2 and 4 y</source>
   <translation>3–6 个月复查 CT；若稳定，考虑 2 年和 4 年复查 CT</translation>
  </message>
  <message>
   <source>CT 3-6 mo; if unchanged and solid &lt;6 mm annual CT for 5 y</source>
   <translation>3–6 个月复查 CT；若无变化且实性成分 &lt;6 mm，每年复查 CT，共 5 年</translation>
  </message>
  <message>
   <source>CT 3-6 mo; if unchanged annual CT for 5 y</source>
   <translation>3–6 个月后 CT；若无变化，每年 CT，持续 5 年</translation>
  </message>
  <message>
   <source>CT 3-6 mo; then by most suspicious nodule</source>
   <translation>3–6 个月复查 CT；之后按最可疑结节处理</translation>
  </message>
  <message>
   <source>CT 6-12 mo to confirm persistence, then CT every 2 y until 5 y</source>
   <translation>6–12 个月后 CT 以确认持续存在，此后每 2 年 CT，直至 5 年</translation>
  </message>
  <message>
   <source>CT 6-12 mo, {late_high}</source>
   <translation>6–12 个月复查 CT，{late_high}</translation>
  </message>
  <message>
   <source>CT 6-12 mo, {late_low}</source>
   <translation>6–12 个月复查 CT，{late_low}</translation>
  </message>
  <message>
   <source>CT MIP</source>
   <translation>CT 最大密度投影</translation>
  </message>
  <message>
   <source>CT angiography</source>
   <translation>CT 血管造影</translation>
  </message>
  <message>
   <source>CT beside PET</source>
   <translation>CT 与 PET 并排</translation>
  </message>
  <message>
   <source>CT bone</source>
   <translation>CT 骨</translation>
  </message>
  <message>
   <source>CT lung</source>
   <translation>CT 肺</translation>
  </message>
  <message>
   <source>CT number</source>
   <translation>CT 值</translation>
  </message>
  <message>
   <source>CT of the abdomen</source>
   <translation>腹部 CT</translation>
  </message>
  <message>
   <source>CT of the chest</source>
   <translation>胸部 CT</translation>
  </message>
  <message>
   <source>CT of the head</source>
   <translation>头部 CT</translation>
  </message>
  <message>
   <source>CT skin</source>
   <translation>CT 皮肤</translation>
  </message>
  <message>
   <source>CT soft tissue</source>
   <translation>CT 软组织</translation>
  </message>
  <message>
   <source>CT vessels</source>
   <translation>CT 血管</translation>
  </message>
  <message>
   <source>CUDA was asked for but no CUDA device is there: the model ran on the CPU.</source>
   <translation>请求使用 CUDA，但没有 CUDA 设备：模型在 CPU 上运行。</translation>
  </message>
  <message>
   <source>Cali&amp;brate by the selected length…</source>
   <translation>用所选长度校准(&amp;B)…</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>校准</translation>
  </message>
  <message>
   <source>Calibrate image</source>
   <translation>校准图像</translation>
  </message>
  <message>
   <source>Calibrated by hand: {size:.4g} mm per pixel. Ctrl+Z takes it back.</source>
   <translation>已手动校准：每像素 {size:.4g} mm。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>Calibrated by temperature scaling on held-out films of the training hospital, where 72 % of the children had pneumonia; it does not hold at another share, age or hospital.</source>
   <translation>以训练医院的留出平片经温度缩放校准，其中 72 % 的儿童患有肺炎；在其他患病比例、年龄或医院下不成立。</translation>
  </message>
  <message>
   <source>Calibrated regions lie outside of the image.</source>
   <translation>校准区域位于图像之外。</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>已取消。</translation>
  </message>
  <message>
   <source>Cancelled; nothing was changed.</source>
   <translation>已取消；未作更改。</translation>
  </message>
  <message>
   <source>Cancelling</source>
   <translation>正在取消</translation>
  </message>
  <message>
   <source>Cardiothoracic &amp;ratio</source>
   <translation>心胸比(&amp;R)</translation>
  </message>
  <message>
   <source>Cardiothoracic ratio</source>
   <translation>心胸比</translation>
  </message>
  <message>
   <source>Cartilage</source>
   <translation>软骨</translation>
  </message>
  <message>
   <source>Caveat: {caveat}</source>
   <translation>注意：{caveat}</translation>
  </message>
  <message>
   <source>Cerebellum</source>
   <translation>小脑</translation>
  </message>
  <message>
   <source>Change keys…</source>
   <translation>更改快捷键…</translation>
  </message>
  <message>
   <source>Change only</source>
   <translation>仅更改</translation>
  </message>
  <message>
   <source>Changed keys</source>
   <translation>已更改的快捷键</translation>
  </message>
  <message>
   <source>Changed report</source>
   <translation>更改后的报告</translation>
  </message>
  <message>
   <source>Changed: {before} – now: {now}</source>
   <translation>更改：原为 {before} – 现为：{now}</translation>
  </message>
  <message>
   <source>Check both axes.</source>
   <translation>请核对两条径线。</translation>
  </message>
  <message>
   <source>Check both sizes.</source>
   <translation>请核对两个尺寸。</translation>
  </message>
  <message>
   <source>Check luminances against PS3.14</source>
   <translation>按 PS3.14 核对亮度</translation>
  </message>
  <message>
   <source>Check measured luminances…</source>
   <translation>核对实测亮度…</translation>
  </message>
  <message>
   <source>Check that the disk or share is still there, and scan again.</source>
   <translation>请检查磁盘或共享是否仍可用，然后重新扫描。</translation>
  </message>
  <message>
   <source>Check that the user's data folder can be written.</source>
   <translation>请检查用户数据文件夹是否可写。</translation>
  </message>
  <message>
   <source>Check the dates.</source>
   <translation>请检查日期。</translation>
  </message>
  <message>
   <source>Check the file; `lightbox scan PATH` says what is there.</source>
   <translation>请检查文件；`lightbox scan PATH` 可列出其内容。</translation>
  </message>
  <message>
   <source>Check the file; it may be damaged.</source>
   <translation>请检查文件；可能已损坏。</translation>
  </message>
  <message>
   <source>Check the image; on a GPU with bf16 try --device cpu.</source>
   <translation>请检查图像；若在 GPU 上使用 bf16，请尝试 --device cpu。</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>请检查路径。</translation>
  </message>
  <message>
   <source>Check the permissions of the program's data folder.</source>
   <translation>请检查程序数据文件夹的权限。</translation>
  </message>
  <message>
   <source>Check the registration</source>
   <translation>检查配准</translation>
  </message>
  <message>
   <source>Check the type of the nodule.</source>
   <translation>请核对结节类型。</translation>
  </message>
  <message>
   <source>Check the unit.</source>
   <translation>请检查单位。</translation>
  </message>
  <message>
   <source>Check two or more.</source>
   <translation>请勾选两个或更多。</translation>
  </message>
  <message>
   <source>Check which study is the prior.</source>
   <translation>请核对哪项检查是既往检查。</translation>
  </message>
  <message>
   <source>Checkerboard</source>
   <translation>棋盘格</translation>
  </message>
  <message>
   <source>Chest film (CR)</source>
   <translation>胸部平片（CR）</translation>
  </message>
  <message>
   <source>Chest film (DX)</source>
   <translation>胸部平片（DX）</translation>
  </message>
  <message>
   <source>Chest width</source>
   <translation>胸廓宽度</translation>
  </message>
  <message>
   <source>Choose a PNG or JPEG picture of at most 4 MB, or none.</source>
   <translation>请选择不超过 4 MB 的 PNG 或 JPEG 图片，或不使用徽标。</translation>
  </message>
  <message>
   <source>Choose a SEG object.</source>
   <translation>请选择 SEG 对象。</translation>
  </message>
  <message>
   <source>Choose a file with one label image, or a .seg.nrrd.</source>
   <translation>请选择只含一个标签图像的文件，或 .seg.nrrd。</translation>
  </message>
  <message>
   <source>Choose a folder that you may write to.</source>
   <translation>请选择有写入权限的文件夹。</translation>
  </message>
  <message>
   <source>Choose a label image, not a probability or an image.</source>
   <translation>请选择标签图像，而不是概率图或普通图像。</translation>
  </message>
  <message>
   <source>Choose a plane from 0 to {count}.</source>
   <translation>请选择 0 至 {count} 的平面。</translation>
  </message>
  <message>
   <source>Choose a plugin</source>
   <translation>选择插件</translation>
  </message>
  <message>
   <source>Choose a segment of the segmentation to export.</source>
   <translation>请选择要导出的分割中的一个分割段。</translation>
  </message>
  <message>
   <source>Choose a segment to edit, or make a new segmentation.</source>
   <translation>请选择要编辑的分割段，或新建分割。</translation>
  </message>
  <message>
   <source>Choose a series to lay over the images.</source>
   <translation>请选择要叠加的序列。</translation>
  </message>
  <message>
   <source>Choose a viewport with a volume first.</source>
   <translation>请先选择含容积数据的视口。</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Choose another name or another folder.</source>
   <translation>请选择其他名称或其他文件夹。</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>请选择其他名称。</translation>
  </message>
  <message>
   <source>Choose another series or another plugin.</source>
   <translation>请选择其他序列或其他插件。</translation>
  </message>
  <message>
   <source>Choose another series.</source>
   <translation>请选择其他序列。</translation>
  </message>
  <message>
   <source>Choose logo</source>
   <translation>选择徽标</translation>
  </message>
  <message>
   <source>Choose logo…</source>
   <translation>选择徽标…</translation>
  </message>
  <message>
   <source>Choose one of them.</source>
   <translation>请选择其中一个。</translation>
  </message>
  <message>
   <source>Choose the PA or AP film.</source>
   <translation>请选择 PA 或 AP 位平片。</translation>
  </message>
  <message>
   <source>Choose the label image that belongs to it.</source>
   <translation>请选择与其对应的标签图像。</translation>
  </message>
  <message>
   <source>Choose the mask that was made on this image, or export it again.</source>
   <translation>请选择在此图像上制作的掩膜，或重新导出。</translation>
  </message>
  <message>
   <source>Choose the series that it was drawn on.</source>
   <translation>请选择其绘制时所在的序列。</translation>
  </message>
  <message>
   <source>Choose the series that the mask was made on.</source>
   <translation>请选择制作该掩膜的序列。</translation>
  </message>
  <message>
   <source>Choose the whole PA or AP film of a chest.</source>
   <translation>请选择完整的胸部 PA 或 AP 平片。</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Chosen tool (at first: {tool})</source>
   <translation>所选工具（初始：{tool}）</translation>
  </message>
  <message>
   <source>Cine Rate</source>
   <translation>电影播放速率</translation>
  </message>
  <message>
   <source>Circle</source>
   <translation>圆</translation>
  </message>
  <message>
   <source>Clavicle</source>
   <translation>锁骨</translation>
  </message>
  <message>
   <source>Click on a part.</source>
   <translation>请单击一个部分。</translation>
  </message>
  <message>
   <source>Click to lock</source>
   <translation>单击锁定</translation>
  </message>
  <message>
   <source>Clinical finding</source>
   <translation>临床所见</translation>
  </message>
  <message>
   <source>Clinical history</source>
   <translation>临床病史</translation>
  </message>
  <message>
   <source>Clip</source>
   <translation>裁剪</translation>
  </message>
  <message>
   <source>Clip box and cut-away</source>
   <translation>裁剪框与剖切</translation>
  </message>
  <message>
   <source>Clip from {side}</source>
   <translation>从{side}裁剪</translation>
  </message>
  <message>
   <source>Clipped by a box</source>
   <translation>已用裁剪框裁剪</translation>
  </message>
  <message>
   <source>Close it in one of them. What both note is kept, but neither sees what the other does, and of edits of one segmentation only those of one program remain.</source>
   <translation>请在其中一个程序中关闭。双方的记录都会保存，但彼此看不到对方的操作；对同一分割的编辑只保留其中一个程序的编辑。</translation>
  </message>
  <message>
   <source>Close other programs or analyze a smaller series.</source>
   <translation>请关闭其他程序或分析较小的序列。</translation>
  </message>
  <message>
   <source>Close other programs, analyze a smaller series, or use a machine with more memory.</source>
   <translation>请关闭其他程序、分析较小的序列，或使用内存更大的计算机。</translation>
  </message>
  <message>
   <source>Close other studies or programs, or open the series on a larger machine.</source>
   <translation>请关闭其他检查或程序，或在内存更大的计算机上打开该序列。</translation>
  </message>
  <message>
   <source>Close other windows of Lightbox.</source>
   <translation>请关闭其他 Lightbox 窗口。</translation>
  </message>
  <message>
   <source>Close the open studies first, then open these files by themselves.</source>
   <translation>请先关闭已打开的检查，再单独打开这些文件。</translation>
  </message>
  <message>
   <source>Close the open studies first, then open these files by themselves. The import report names each of them.</source>
   <translation>请先关闭已打开的检查，再单独打开这些文件。导入报告列出了每一个文件。</translation>
  </message>
  <message>
   <source>Close the study and open it again.</source>
   <translation>请关闭该检查并重新打开。</translation>
  </message>
  <message>
   <source>Co&amp;bb angle</source>
   <translation>Cobb 角(&amp;B)</translation>
  </message>
  <message>
   <source>Coarse while moving</source>
   <translation>移动时粗略显示</translation>
  </message>
  <message>
   <source>Cobb angle</source>
   <translation>Cobb 角</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>编码</translation>
  </message>
  <message>
   <source>Code as {label}</source>
   <translation>编码为 {label}</translation>
  </message>
  <message>
   <source>Colon</source>
   <translation>结肠</translation>
  </message>
  <message>
   <source>Color</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Color images have no single values to go by.</source>
   <translation>彩色图像没有可依据的单一数值。</translation>
  </message>
  <message>
   <source>Color images have no single values to grow through.</source>
   <translation>彩色图像没有单一数值，无法区域生长。</translation>
  </message>
  <message>
   <source>Color segment</source>
   <translation>设置分割段颜色</translation>
  </message>
  <message>
   <source>Color table of the fusion</source>
   <translation>融合色表</translation>
  </message>
  <message>
   <source>Colors</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Colors and opacity</source>
   <translation>颜色与不透明度</translation>
  </message>
  <message>
   <source>Comment</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>Compare the name over each image with the order before you read it.</source>
   <translation>阅片前请将每幅图像上的姓名与检查申请核对。</translation>
  </message>
  <message>
   <source>Compare what is shown with your notes before you rely on it. The damaged file is kept as {name} in the program's data folder.</source>
   <translation>使用前请将显示的内容与您的记录核对。损坏的文件以 {name} 为名保留在程序的数据文件夹中。</translation>
  </message>
  <message>
   <source>Compare what is shown with your notes before you rely on it. The file is kept as {name} in the program's data folder.</source>
   <translation>使用前请与您的记录核对所显示的内容。该文件以 {name} 为名保存在程序的数据文件夹中。</translation>
  </message>
  <message>
   <source>Compare what is shown with your notes before you rely on it. What cannot be read is set aside in the archive.</source>
   <translation>使用前请与您的记录核对所显示的内容。无法读取的条目已在存档中另行保存。</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>对比</translation>
  </message>
  <message>
   <source>Compressed thickness</source>
   <translation>压迫厚度</translation>
  </message>
  <message>
   <source>Compression force</source>
   <translation>压迫力</translation>
  </message>
  <message>
   <source>Compute</source>
   <translation>计算</translation>
  </message>
  <message>
   <source>Compute again</source>
   <translation>重新计算</translation>
  </message>
  <message>
   <source>Compute it again in the Risk panel, or take it out of the report.</source>
   <translation>请在风险面板中重新计算，或将其从报告中移除。</translation>
  </message>
  <message>
   <source>Computed from diameters, as if the nodule were a sphere.</source>
   <translation>由直径计算，假定结节为球形。</translation>
  </message>
  <message>
   <source>Conductance</source>
   <translation>传导系数</translation>
  </message>
  <message>
   <source>Contents</source>
   <translation>目录</translation>
  </message>
  <message>
   <source>Contours are {step:.1f} mm apart; slices between them are empty.</source>
   <translation>轮廓相距 {step:.1f} mm；其间的层面为空。</translation>
  </message>
  <message>
   <source>Contours are {step:.1f} mm apart; slices between them take the nearest.</source>
   <translation>轮廓相距 {step:.1f} mm；其间的层面取最近的轮廓。</translation>
  </message>
  <message>
   <source>Contours need a volume to lie on.</source>
   <translation>轮廓需要有容积数据承载。</translation>
  </message>
  <message>
   <source>Contrast</source>
   <translation>对比剂</translation>
  </message>
  <message>
   <source>Contrast limit</source>
   <translation>对比度上限</translation>
  </message>
  <message>
   <source>Convert the value; units are not converted for you.</source>
   <translation>请换算数值；程序不会替您换算单位。</translation>
  </message>
  <message>
   <source>Cool</source>
   <translation>冷色</translation>
  </message>
  <message>
   <source>Copies the selected rows, or all of them</source>
   <translation>复制所选行；未选则复制全部</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy &amp;all views</source>
   <translation>复制全部视图(&amp;A)</translation>
  </message>
  <message>
   <source>Copy table</source>
   <translation>复制表格</translation>
  </message>
  <message>
   <source>Corner &amp;text: all / no patient / none</source>
   <translation>角落文字：全部 / 无患者信息 / 无(&amp;T)</translation>
  </message>
  <message>
   <source>Coronal</source>
   <translation>冠状位</translation>
  </message>
  <message>
   <source>Coronal {letter} {value:.1f} mm</source>
   <translation>冠状位 {letter} {value:.1f} mm</translation>
  </message>
  <message>
   <source>Correct `entry` in plugin.toml.</source>
   <translation>请更正 plugin.toml 中的 `entry`。</translation>
  </message>
  <message>
   <source>Correct it in the file of points.</source>
   <translation>请在点文件中更正。</translation>
  </message>
  <message>
   <source>Correct or reinstall it; `lightbox plugins list` names all plugins.</source>
   <translation>请更正或重新安装；`lightbox plugins list` 列出所有插件。</translation>
  </message>
  <message>
   <source>Correct plugin.toml or remove the folder; other plugins are not affected.</source>
   <translation>请更正 plugin.toml 或移除该文件夹；其他插件不受影响。</translation>
  </message>
  <message>
   <source>Count from 0.</source>
   <translation>从 0 开始计数。</translation>
  </message>
  <message>
   <source>Counting values</source>
   <translation>正在统计数值</translation>
  </message>
  <message>
   <source>Course over ti&amp;me…</source>
   <translation>时间曲线(&amp;M)…</translation>
  </message>
  <message>
   <source>Course over time: {there} of {count} phases are in memory</source>
   <translation>时间变化：{count} 个时相中有 {there} 个在内存中</translation>
  </message>
  <message>
   <source>Course over time: {title}</source>
   <translation>时间曲线：{title}</translation>
  </message>
  <message>
   <source>Craniocaudal</source>
   <translation>头尾位</translation>
  </message>
  <message>
   <source>Craniocaudal beside the prior</source>
   <translation>头尾位与既往对照</translation>
  </message>
  <message>
   <source>Crosshair</source>
   <translation>十字线</translation>
  </message>
  <message>
   <source>Crosshair in all planes</source>
   <translation>所有平面的十字线</translation>
  </message>
  <message>
   <source>Current and former smokers of 50 to 75 years in lung cancer screening</source>
   <translation>肺癌筛查中 50 至 75 岁的现时和既往吸烟者</translation>
  </message>
  <message>
   <source>Cut away: {plane}</source>
   <translation>已剖切：{plane}</translation>
  </message>
  <message>
   <source>Cycle, %</source>
   <translation>周期，%</translation>
  </message>
  <message>
   <source>Cyst</source>
   <translation>囊肿</translation>
  </message>
  <message>
   <source>DICOM segmentations need DICOM images as their source.</source>
   <translation>DICOM 分割需要以 DICOM 图像为来源。</translation>
  </message>
  <message>
   <source>DICOM series of labels</source>
   <translation>DICOM 标签序列</translation>
  </message>
  <message>
   <source>DRAFT</source>
   <translation>草稿</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Dashed outline: not reviewed. Solid: accepted or drawn by hand.</source>
   <translation>虚线轮廓：未审阅。实线：已接受或手工绘制。</translation>
  </message>
  <message>
   <source>Date of the earlier study</source>
   <translation>早期检查日期</translation>
  </message>
  <message>
   <source>Date of the later study</source>
   <translation>后期检查日期</translation>
  </message>
  <message>
   <source>Deblurring</source>
   <translation>去模糊</translation>
  </message>
  <message>
   <source>Decay time</source>
   <translation>衰变时间</translation>
  </message>
  <message>
   <source>Decimated {decimation}× while dragging</source>
   <translation>拖动时降采样 {decimation}×</translation>
  </message>
  <message>
   <source>Decimated {factors} (k × j × i)</source>
   <translation>降采样 {factors}（k × j × i）</translation>
  </message>
  <message>
   <source>Decimated {factor}×</source>
   <translation>降采样 {factor}×</translation>
  </message>
  <message>
   <source>Decisions and measurements cannot be written to the disk now.</source>
   <translation>决定和测量目前无法写入磁盘。</translation>
  </message>
  <message>
   <source>Decisions and reports carry this name.</source>
   <translation>判定和报告以此署名。</translation>
  </message>
  <message>
   <source>Decisions and reports carry this name:</source>
   <translation>决定和报告将署此名：</translation>
  </message>
  <message>
   <source>Decoding video</source>
   <translation>正在解码视频</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>默认值</translation>
  </message>
  <message>
   <source>Default key</source>
   <translation>默认快捷键</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Delete centerline</source>
   <translation>删除中心线</translation>
  </message>
  <message>
   <source>Delete own protocol</source>
   <translation>删除自定义协议</translation>
  </message>
  <message>
   <source>Delete {kind}</source>
   <translation>删除{kind}</translation>
  </message>
  <message>
   <source>Delete {label}</source>
   <translation>删除 {label}</translation>
  </message>
  <message>
   <source>Dense consolidation, large tumors and effusions are left out of the lung. The emphysema index is validated for full inspiration, slices of at most 1.25 mm and a smooth kernel only; the program cannot see the phase of breathing. A chest that lies otherwise than its file states is noticed by spine, heart and domes of the diaphragm only where the volume shows them; lungs that the volume cuts may be mirrored unnoticed.</source>
   <translation>致密实变、大肿瘤和积液不计入肺。肺气肿指数仅在充分吸气、层厚不超过 1.25 mm 且使用平滑重建核时有效；程序无法识别呼吸时相。胸部方位与文件所述不符时，仅当容积显示脊柱、心脏和膈穹窿时才能发现；被容积截断的肺可能被镜像而未被发现。</translation>
  </message>
  <message>
   <source>Density suggests a {kind} nodule{touching}; suspicion score {score:.2f} (for order only, not a probability).</source>
   <translation>密度提示为{kind}结节{touching}；可疑度评分 {score:.2f}（仅用于排序，不是概率）。</translation>
  </message>
  <message>
   <source>Details finer than this are raised.</source>
   <translation>增强比此值更细的细节。</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>设备</translation>
  </message>
  <message>
   <source>Diameter</source>
   <translation>直径</translation>
  </message>
  <message>
   <source>Did you mean “{close}”?</source>
   <translation>您是否指“{close}”？</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Display test patterns</source>
   <translation>显示器测试图</translation>
  </message>
  <message>
   <source>Do</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>Do not run</source>
   <translation>不运行</translation>
  </message>
  <message>
   <source>Do not use the numbers of this program.</source>
   <translation>请勿使用本程序的数值。</translation>
  </message>
  <message>
   <source>Do not use this plugin until its author has looked at it.</source>
   <translation>在作者检查之前，请勿使用此插件。</translation>
  </message>
  <message>
   <source>Document hash SHA-256 {digest}</source>
   <translation>文档哈希 SHA-256 {digest}</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Done again: {text}</source>
   <translation>已重做：{text}</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>双击</translation>
  </message>
  <message>
   <source>Double click  or  right click  or  Return</source>
   <translation>双击、右击或回车</translation>
  </message>
  <message>
   <source>Draft of {moment}. Not signed.</source>
   <translation>{moment} 的草稿。未签署。</translation>
  </message>
  <message>
   <source>Draft report</source>
   <translation>报告草稿</translation>
  </message>
  <message>
   <source>Drag the triangles to play a part (Alt+[ and Alt+]; Alt+\ plays all)</source>
   <translation>拖动三角形以播放其中一段（Alt+[ 和 Alt+]；Alt+\ 播放全部）</translation>
  </message>
  <message>
   <source>Draw a length along something of known size on a film, and select it first.</source>
   <translation>请先在平片上沿已知尺寸的物体画一条长度并选中。</translation>
  </message>
  <message>
   <source>Drawn on</source>
   <translation>绘制平面</translation>
  </message>
  <message>
   <source>Drop a folder here, or press {key}. Series stand under their study; drag one into a viewport to see it there.</source>
   <translation>将文件夹拖到此处，或按 {key}。序列列在其检查之下；将序列拖入视口即可显示。</translation>
  </message>
  <message>
   <source>Drop a folder, files or a ZIP here, or press Ctrl+O.</source>
   <translation>将文件夹、文件或 ZIP 拖到此处，或按 Ctrl+O。</translation>
  </message>
  <message>
   <source>Duodenum</source>
   <translation>十二指肠</translation>
  </message>
  <message>
   <source>E&amp;raser</source>
   <translation>橡皮擦(&amp;R)</translation>
  </message>
  <message>
   <source>E&amp;xport as DICOM SEG…</source>
   <translation>导出为 DICOM SEG(&amp;X)…</translation>
  </message>
  <message>
   <source>E&amp;xport measurements…</source>
   <translation>导出测量(&amp;X)…</translation>
  </message>
  <message>
   <source>ENHANCED: {enhanced_words}; not for measuring</source>
   <translation>已增强：{enhanced_words}；不可用于测量</translation>
  </message>
  <message>
   <source>Earlier diameter</source>
   <translation>早期直径</translation>
  </message>
  <message>
   <source>Earlier volume</source>
   <translation>早期体积</translation>
  </message>
  <message>
   <source>Echo time</source>
   <translation>回波时间</translation>
  </message>
  <message>
   <source>Edema</source>
   <translation>水肿</translation>
  </message>
  <message>
   <source>Edge-preserving smoothing</source>
   <translation>保边平滑</translation>
  </message>
  <message>
   <source>Edges are blurred and small or faint structures vanish.</source>
   <translation>边缘变模糊，细小或淡薄的结构会消失。</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>编辑</translation>
  </message>
  <message>
   <source>Edit &amp;text…</source>
   <translation>编辑文字(&amp;T)…</translation>
  </message>
  <message>
   <source>Edit finding</source>
   <translation>编辑发现</translation>
  </message>
  <message>
   <source>Edit text of {kind}</source>
   <translation>编辑{kind}的文字</translation>
  </message>
  <message>
   <source>Edit {label}</source>
   <translation>编辑 {label}</translation>
  </message>
  <message>
   <source>Editing the segment</source>
   <translation>正在编辑分割段</translation>
  </message>
  <message>
   <source>Edit…</source>
   <translation>编辑…</translation>
  </message>
  <message>
   <source>Ell&amp;ipse</source>
   <translation>椭圆(&amp;I)</translation>
  </message>
  <message>
   <source>Ellipse</source>
   <translation>椭圆</translation>
  </message>
  <message>
   <source>Emphysema</source>
   <translation>肺气肿</translation>
  </message>
  <message>
   <source>Emphysema index %LAA-950</source>
   <translation>肺气肿指数 %LAA-950</translation>
  </message>
  <message>
   <source>Emphysema index: {caveat}.</source>
   <translation>肺气肿指数：{caveat}。</translation>
  </message>
  <message>
   <source>Emphysema threshold</source>
   <translation>肺气肿阈值</translation>
  </message>
  <message>
   <source>End a polyline or a region</source>
   <translation>结束折线或区域</translation>
  </message>
  <message>
   <source>End playback here</source>
   <translation>播放到此处为止</translation>
  </message>
  <message>
   <source>End tour</source>
   <translation>结束导览</translation>
  </message>
  <message>
   <source>Enhanced picture</source>
   <translation>增强图像</translation>
  </message>
  <message>
   <source>Entropy (bins of {value:.4g}{sized})</source>
   <translation>熵（组距 {value:.4g}{sized}）</translation>
  </message>
  <message>
   <source>Erase {label}</source>
   <translation>擦除 {label}</translation>
  </message>
  <message>
   <source>Esophagus</source>
   <translation>食管</translation>
  </message>
  <message>
   <source>Even lightness</source>
   <translation>均匀亮度</translation>
  </message>
  <message>
   <source>Ever a smoker</source>
   <translation>曾吸烟</translation>
  </message>
  <message>
   <source>Every measurement, decision and edit that reached the disk was kept.
Open again what was open?

{names}</source>
   <translation>已写入磁盘的测量、决定和编辑均已保存。
要重新打开先前打开的内容吗？

{names}</translation>
  </message>
  <message>
   <source>Every segment was rejected: nothing was exported.</source>
   <translation>所有分段均已被拒绝：未导出任何内容。</translation>
  </message>
  <message>
   <source>Every series on the screen follows already.</source>
   <translation>屏幕上的所有序列均已联动。</translation>
  </message>
  <message>
   <source>Every setting has its default.</source>
   <translation>所有设置使用默认值。</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Everything else</source>
   <translation>其他功能</translation>
  </message>
  <message>
   <source>Evidence for pneumonia (Grad-CAM)</source>
   <translation>肺炎依据（Grad-CAM）</translation>
  </message>
  <message>
   <source>Export CSV…</source>
   <translation>导出 CSV…</translation>
  </message>
  <message>
   <source>Export as NIf&amp;TI…</source>
   <translation>导出为 NIfTI(&amp;T)…</translation>
  </message>
  <message>
   <source>Export it again from the program that made it.</source>
   <translation>请用生成它的程序重新导出。</translation>
  </message>
  <message>
   <source>Export it again with references to the frames, or with positions.</source>
   <translation>请重新导出，并包含对帧的引用或位置。</translation>
  </message>
  <message>
   <source>Export segmentation</source>
   <translation>导出分割</translation>
  </message>
  <message>
   <source>Export table</source>
   <translation>导出表格</translation>
  </message>
  <message>
   <source>Export the mask as NIfTI instead.</source>
   <translation>请改将掩膜导出为 NIfTI。</translation>
  </message>
  <message>
   <source>Exported: {name}</source>
   <translation>已导出：{name}</translation>
  </message>
  <message>
   <source>Exporting the segmentation</source>
   <translation>正在导出分割</translation>
  </message>
  <message>
   <source>Exposure</source>
   <translation>曝光量</translation>
  </message>
  <message>
   <source>Extrathoracic cancer more than 5 years ago</source>
   <translation>5 年以前的胸外癌症</translation>
  </message>
  <message>
   <source>Eye</source>
   <translation>眼</translation>
  </message>
  <message>
   <source>F&amp;indings</source>
   <translation>发现(&amp;I)</translation>
  </message>
  <message>
   <source>F&amp;it</source>
   <translation>适合窗口(&amp;I)</translation>
  </message>
  <message>
   <source>F&amp;ull screen</source>
   <translation>全屏(&amp;U)</translation>
  </message>
  <message>
   <source>Fade from one series to the other</source>
   <translation>在两个序列间淡入淡出</translation>
  </message>
  <message>
   <source>Fall</source>
   <translation>秋</translation>
  </message>
  <message>
   <source>Fallbacks</source>
   <translation>降级运行</translation>
  </message>
  <message>
   <source>Family history of lung cancer</source>
   <translation>肺癌家族史</translation>
  </message>
  <message>
   <source>Fat</source>
   <translation>脂肪</translation>
  </message>
  <message>
   <source>Femur</source>
   <translation>股骨</translation>
  </message>
  <message>
   <source>Fetch it again, or export it again from the program that made it.</source>
   <translation>请重新获取，或从生成它的程序重新导出。</translation>
  </message>
  <message>
   <source>Fetch it again.</source>
   <translation>请重新获取。</translation>
  </message>
  <message>
   <source>Fetch the bundle again from where it came.</source>
   <translation>请从来源处重新获取该模型包。</translation>
  </message>
  <message>
   <source>Field strength</source>
   <translation>磁场强度</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>File {number}</source>
   <translation>文件 {number}</translation>
  </message>
  <message>
   <source>Files that only a second library could decode: {count}. The first one takes them for damaged; compare them with the original before anything is measured.</source>
   <translation>只有备用解码库能够解码的文件：{count} 个。首选解码库认为这些文件已损坏；测量前请与原始图像核对。</translation>
  </message>
  <message>
   <source>Files whose values have more bits than the header says (Bits Stored): {count}. The bits beyond are left out; compare with the original before anything is measured.</source>
   <translation>像素值的位数多于文件头所述（Bits Stored）的文件：{count} 个。多出的位已略去；测量前请与原始图像核对。</translation>
  </message>
  <message>
   <source>Fill</source>
   <translation>填充</translation>
  </message>
  <message>
   <source>Fill between slices</source>
   <translation>层间填充</translation>
  </message>
  <message>
   <source>Fill in</source>
   <translation>填入</translation>
  </message>
  <message>
   <source>Fill in again, or say that it was typed.</source>
   <translation>请重新填入，或注明为键入。</translation>
  </message>
  <message>
   <source>Filter</source>
   <translation>筛选</translation>
  </message>
  <message>
   <source>Finding</source>
   <translation>发现</translation>
  </message>
  <message>
   <source>Findings</source>
   <translation>影像所见</translation>
  </message>
  <message>
   <source>Findings on them say that their mask is missing, and cannot be signed. Run the analysis or draw the segment again. The files are left as they are.</source>
   <translation>与其相关的发现会注明掩膜缺失，并且不能签署。请重新运行分析或重新勾画分割。文件保持原样。</translation>
  </message>
  <message>
   <source>Findings were changed while they were measured: measure again.</source>
   <translation>测量期间发现已被更改：请重新测量。</translation>
  </message>
  <message>
   <source>Finds blobs, not cancer: vessel crossings, scars and atelectasis are proposed too, and nodules are missed, above all below 5 mm, ground-glass, or broadly attached to the pleura or hilum. Small vessels of an enhanced scan may be offered as nodules. An empty list does not exclude a nodule. The score orders candidates and is not a probability.</source>
   <translation>检出的是团块而非癌症：血管交叉、瘢痕和肺不张也会被列为候选，并会漏诊结节，尤其是小于 5 mm、磨玻璃样或与胸膜、肺门广泛相连的结节。增强扫描的小血管可能被当作结节提出。列表为空不能排除结节。评分仅用于候选排序，不是概率。</translation>
  </message>
  <message>
   <source>Fleischner Society 2017, incidental pulmonary nodules on CT</source>
   <translation>Fleischner 学会 2017，CT 偶发肺结节</translation>
  </message>
  <message>
   <source>Flip &amp;horizontally</source>
   <translation>水平翻转(&amp;H)</translation>
  </message>
  <message>
   <source>Flip &amp;vertically</source>
   <translation>垂直翻转(&amp;V)</translation>
  </message>
  <message>
   <source>Flip angle</source>
   <translation>翻转角</translation>
  </message>
  <message>
   <source>Folders and files that were opened last, the newest first.</source>
   <translation>最近打开的文件夹和文件，最新的在前。</translation>
  </message>
  <message>
   <source>Following the region</source>
   <translation>正在追踪区域</translation>
  </message>
  <message>
   <source>For clinician review – not a diagnosis</source>
   <translation>供临床医师审阅——非诊断结论</translation>
  </message>
  <message>
   <source>For clinician review – not a diagnosis; not a medical device.</source>
   <translation>供临床医师审阅——非诊断结论；非医疗器械。</translation>
  </message>
  <message>
   <source>For looking only: values and measurements are of the image as acquired.</source>
   <translation>仅供观察：数值和测量均取自原始图像。</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>Four series</source>
   <translation>四个序列</translation>
  </message>
  <message>
   <source>Four views, back to back</source>
   <translation>四个体位，背靠背</translation>
  </message>
  <message>
   <source>Frame Reference DateTime</source>
   <translation>帧参考日期时间</translation>
  </message>
  <message>
   <source>Frame Reference Time</source>
   <translation>帧参考时间</translation>
  </message>
  <message>
   <source>Frame Time</source>
   <translation>帧时间</translation>
  </message>
  <message>
   <source>Frame Time Vector</source>
   <translation>帧时间向量</translation>
  </message>
  <message>
   <source>Frame {index}/{count}{moment}</source>
   <translation>帧 {index}/{count}{moment}</translation>
  </message>
  <message>
   <source>Frame {number}</source>
   <translation>帧 {number}</translation>
  </message>
  <message>
   <source>Free some space or choose another folder.</source>
   <translation>请腾出空间或选择其他文件夹。</translation>
  </message>
  <message>
   <source>Free space on the disk, or check the program's data folder. What you do is held in memory meanwhile and written as soon as there is room; do not close the program before.</source>
   <translation>请释放磁盘空间，或检查程序的数据文件夹。在此期间您所做的内容保存在内存中，一有空间即写入；在此之前请勿关闭程序。</translation>
  </message>
  <message>
   <source>Free space on the disk; they are written as soon as there is room.</source>
   <translation>请释放磁盘空间；一有空间即会写入。</translation>
  </message>
  <message>
   <source>Freehand</source>
   <translation>手绘区域</translation>
  </message>
  <message>
   <source>From</source>
   <translation>自</translation>
  </message>
  <message>
   <source>From	To	Pixels</source>
   <translation>自	至	像素数</translation>
  </message>
  <message>
   <source>From anterior</source>
   <translation>从前方</translation>
  </message>
  <message>
   <source>From feet</source>
   <translation>从足侧</translation>
  </message>
  <message>
   <source>From head</source>
   <translation>从头侧</translation>
  </message>
  <message>
   <source>From left</source>
   <translation>从左侧</translation>
  </message>
  <message>
   <source>From posterior</source>
   <translation>从后方</translation>
  </message>
  <message>
   <source>From right</source>
   <translation>从右侧</translation>
  </message>
  <message>
   <source>From {side}</source>
   <translation>从{side}</translation>
  </message>
  <message>
   <source>Full inspiration</source>
   <translation>充分吸气</translation>
  </message>
  <message>
   <source>Full screen (F)</source>
   <translation>全屏（F）</translation>
  </message>
  <message>
   <source>Full width at half maximum; PET blurs by 4 to 7 mm.</source>
   <translation>半高全宽；PET 的模糊为 4 至 7 mm。</translation>
  </message>
  <message>
   <source>Further caveats, for which there is no room: {left}.</source>
   <translation>因空间不足未列出的其他注意事项：{left} 条。</translation>
  </message>
  <message>
   <source>Further windows</source>
   <translation>其他窗口</translation>
  </message>
  <message>
   <source>Fusion</source>
   <translation>融合</translation>
  </message>
  <message>
   <source>Gallbladder</source>
   <translation>胆囊</translation>
  </message>
  <message>
   <source>Gaussian smoothing</source>
   <translation>高斯平滑</translation>
  </message>
  <message>
   <source>Gaussian, sigma {number:g} mm</source>
   <translation>高斯，sigma {number:g} mm</translation>
  </message>
  <message>
   <source>Generic</source>
   <translation>通用</translation>
  </message>
  <message>
   <source>Geometry</source>
   <translation>几何信息</translation>
  </message>
  <message>
   <source>Geometry issues were acknowledged before the run: {reasons}</source>
   <translation>运行前已确认几何问题：{reasons}</translation>
  </message>
  <message>
   <source>Geometry: caution</source>
   <translation>几何：注意</translation>
  </message>
  <message>
   <source>Geometry: refused – sizes cannot be relied on</source>
   <translation>几何：不可信——尺寸不可靠</translation>
  </message>
  <message>
   <source>Geometry: regular</source>
   <translation>几何：规则</translation>
  </message>
  <message>
   <source>Getting ready</source>
   <translation>正在准备</translation>
  </message>
  <message>
   <source>Give `box` = x0,y0,z0,x1,y1,z1 in LPS mm around one hippocampus.</source>
   <translation>请给出单侧海马的 `box` = x0,y0,z0,x1,y1,z1，单位 LPS mm。</translation>
  </message>
  <message>
   <source>Give a folder or a ZIP archive with a MONAI bundle.</source>
   <translation>请提供含有 MONAI 模型包的文件夹或 ZIP 压缩包。</translation>
  </message>
  <message>
   <source>Give a width and a level, or a preset such as lung, bone or brain.</source>
   <translation>请给出窗宽和窗位，或 lung、bone、brain 等预设窗。</translation>
  </message>
  <message>
   <source>Give both axes, or their mean, or the volume.</source>
   <translation>请给出两条径线、其平均值或体积。</translation>
  </message>
  <message>
   <source>Give both volumes or both diameters.</source>
   <translation>请给出两次体积或两次直径。</translation>
  </message>
  <message>
   <source>Give every required input; none is assumed for you.</source>
   <translation>请提供所有必需输入；程序不会替您假定。</translation>
  </message>
  <message>
   <source>Give the axes or their mean.</source>
   <translation>请给出两轴或其平均值。</translation>
  </message>
  <message>
   <source>Give the image that was analyzed, or choose its series with --series.</source>
   <translation>请给出所分析的图像，或用 --series 选择其序列。</translation>
  </message>
  <message>
   <source>Give the interval or both dates.</source>
   <translation>请给出间隔或两个日期。</translation>
  </message>
  <message>
   <source>Give the interval or the dates.</source>
   <translation>请给出间隔或日期。</translation>
  </message>
  <message>
   <source>Give the share or the voxels.</source>
   <translation>请给出比例或体素数。</translation>
  </message>
  <message>
   <source>Give the share, or both counts of voxels.</source>
   <translation>请给出占比，或两个体素计数。</translation>
  </message>
  <message>
   <source>Give value, origin and unit only.</source>
   <translation>只能给出 value、origin 和 unit。</translation>
  </message>
  <message>
   <source>Go to: {caption}</source>
   <translation>转到：{caption}</translation>
  </message>
  <message>
   <source>Graphic layers</source>
   <translation>图形层</translation>
  </message>
  <message>
   <source>Gray Matter</source>
   <translation>灰质</translation>
  </message>
  <message>
   <source>Gray, shaded</source>
   <translation>灰阶，带明暗</translation>
  </message>
  <message>
   <source>Grey</source>
   <translation>灰阶</translation>
  </message>
  <message>
   <source>Grey no longer stands for density or signal: equal tissue looks different from place to place, and noise is raised in even regions.</source>
   <translation>灰度不再代表密度或信号：相同组织在不同部位显示不同，均匀区域的噪声被放大。</translation>
  </message>
  <message>
   <source>Grey ramp</source>
   <translation>灰阶渐变</translation>
  </message>
  <message>
   <source>Grey values</source>
   <translation>灰度值</translation>
  </message>
  <message>
   <source>Grouping</source>
   <translation>正在归组</translation>
  </message>
  <message>
   <source>Grow by (negative shrinks)</source>
   <translation>扩大（负值缩小）</translation>
  </message>
  <message>
   <source>Grow from seeds</source>
   <translation>种子生长</translation>
  </message>
  <message>
   <source>Grow {label}</source>
   <translation>生长 {label}</translation>
  </message>
  <message>
   <source>Grow: tolerance ±</source>
   <translation>生长：容差 ±</translation>
  </message>
  <message>
   <source>Growing from seeds needs two segments that compete.</source>
   <translation>种子生长需要两个相互竞争的分割段。</translation>
  </message>
  <message>
   <source>Half of the box; at least one pixel.</source>
   <translation>框的一半；至少一个像素。</translation>
  </message>
  <message>
   <source>Header</source>
   <translation>抬头</translation>
  </message>
  <message>
   <source>Heart</source>
   <translation>心脏</translation>
  </message>
  <message>
   <source>Heart width</source>
   <translation>心脏横径</translation>
  </message>
  <message>
   <source>Hematoma</source>
   <translation>血肿</translation>
  </message>
  <message>
   <source>Hemorrhage</source>
   <translation>出血</translation>
  </message>
  <message>
   <source>Hidden; click to show</source>
   <translation>已隐藏；单击显示</translation>
  </message>
  <message>
   <source>Hide all</source>
   <translation>全部隐藏</translation>
  </message>
  <message>
   <source>Hide or show more: moves opacity along the values</source>
   <translation>显示或隐藏更多：沿数值移动不透明度</translation>
  </message>
  <message>
   <source>Hippocampus</source>
   <translation>海马</translation>
  </message>
  <message>
   <source>Hippocampus, anterior and posterior (MR)</source>
   <translation>海马前部与后部（MR）</translation>
  </message>
  <message>
   <source>Histogram: {title}</source>
   <translation>直方图：{title}</translation>
  </message>
  <message>
   <source>Hold a bank card (85.60 × 53.98 mm) or a ruler against the screen {name}, and move the slider until the drawn card is as large.</source>
   <translation>将银行卡（85.60 × 53.98 mm）或直尺贴在屏幕 {name} 上，移动滑块直到所画卡片与其同样大小。</translation>
  </message>
  <message>
   <source>Hollow</source>
   <translation>中空</translation>
  </message>
  <message>
   <source>Hot iron</source>
   <translation>热铁</translation>
  </message>
  <message>
   <source>Hot metal blue</source>
   <translation>热金属蓝</translation>
  </message>
  <message>
   <source>How fast phases pass, beside the time that they took</source>
   <translation>时相播放的快慢，与实际采集用时相比</translation>
  </message>
  <message>
   <source>How many are remembered. Their folders may be named after patients.</source>
   <translation>记住多少项。其文件夹名可能含患者姓名。</translation>
  </message>
  <message>
   <source>How many times the mean count a grey level may hold.</source>
   <translation>一个灰度级最多可容纳平均计数的多少倍。</translation>
  </message>
  <message>
   <source>How much of this side is clipped away</source>
   <translation>该侧裁剪的比例</translation>
  </message>
  <message>
   <source>How strongly.</source>
   <translation>强弱程度。</translation>
  </message>
  <message>
   <source>How the pixel size was calibrated is not stated.</source>
   <translation>未说明像素大小的校准方式。</translation>
  </message>
  <message>
   <source>How the window was divided the last time; else automatic.</source>
   <translation>上次窗口的划分方式；否则为自动。</translation>
  </message>
  <message>
   <source>Humerus</source>
   <translation>肱骨</translation>
  </message>
  <message>
   <source>If you know it, say so: --modality {names}.</source>
   <translation>如果您知道，请说明：--modality {names}。</translation>
  </message>
  <message>
   <source>Im {index}/{count}</source>
   <translation>图像 {index}/{count}</translation>
  </message>
  <message>
   <source>Image geometry</source>
   <translation>图像几何信息</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>Images of several people state one Frame of Reference; they are not linked.</source>
   <translation>不同患者的图像声明了同一个参考坐标系；它们不会被联动。</translation>
  </message>
  <message>
   <source>Images of this kind without a usable place: {count}. They are not in this volume.</source>
   <translation>同类图像中没有可用位置的有 {count} 幅，未包含在此容积中。</translation>
  </message>
  <message>
   <source>Imaging report</source>
   <translation>影像报告</translation>
  </message>
  <message>
   <source>Imaging report (draft)</source>
   <translation>影像报告（草稿）</translation>
  </message>
  <message>
   <source>Immunosuppression</source>
   <translation>免疫抑制</translation>
  </message>
  <message>
   <source>Import report</source>
   <translation>导入报告</translation>
  </message>
  <message>
   <source>Impression</source>
   <translation>印象</translation>
  </message>
  <message>
   <source>In force after the next start.</source>
   <translation>下次启动后生效。</translation>
  </message>
  <message>
   <source>In the report:</source>
   <translation>报告中包含：</translation>
  </message>
  <message>
   <source>Inferior vena cava</source>
   <translation>下腔静脉</translation>
  </message>
  <message>
   <source>Injected dose</source>
   <translation>注射剂量</translation>
  </message>
  <message>
   <source>Inputs: {inputs}</source>
   <translation>输入：{inputs}</translation>
  </message>
  <message>
   <source>Inputs: {names}.</source>
   <translation>输入项：{names}。</translation>
  </message>
  <message>
   <source>Inside of segments only</source>
   <translation>仅分割段内</translation>
  </message>
  <message>
   <source>Inside {label}</source>
   <translation>{label} 内</translation>
  </message>
  <message>
   <source>Inspiratory chest CT, slices up to 1.25 mm, smooth kernel</source>
   <translation>吸气相胸部 CT，层厚不超过 1.25 mm，平滑重建核</translation>
  </message>
  <message>
   <source>Install Lightbox again with its dependencies, or: pip install av</source>
   <translation>请重新安装 Lightbox 及其依赖，或执行：pip install av</translation>
  </message>
  <message>
   <source>Install Lightbox anew; see Help, About for the numbers that are wrong.</source>
   <translation>请重新安装 Lightbox；有误的数值见“帮助”&gt;“关于”。</translation>
  </message>
  <message>
   <source>Install the model again from where it came; it may have been tampered with.</source>
   <translation>请从原来源重新安装该模型；它可能已被篡改。</translation>
  </message>
  <message>
   <source>Install the model again.</source>
   <translation>请重新安装该模型。</translation>
  </message>
  <message>
   <source>Install the plugin again.</source>
   <translation>请重新安装该插件。</translation>
  </message>
  <message>
   <source>Institution</source>
   <translation>医疗机构</translation>
  </message>
  <message>
   <source>Institution, department, address: four lines at most</source>
   <translation>机构、科室、地址：最多四行</translation>
  </message>
  <message>
   <source>Institution, department, address: four lines at most.</source>
   <translation>机构、科室、地址：最多四行。</translation>
  </message>
  <message>
   <source>Intended use</source>
   <translation>预期用途</translation>
  </message>
  <message>
   <source>Inversion time</source>
   <translation>反转时间</translation>
  </message>
  <message>
   <source>Isl&amp;and by a click</source>
   <translation>单击孤岛(&amp;A)</translation>
  </message>
  <message>
   <source>Island click</source>
   <translation>单击孤岛</translation>
  </message>
  <message>
   <source>Islands</source>
   <translation>孤岛</translation>
  </message>
  <message>
   <source>Islands: {choice}</source>
   <translation>孤岛：{choice}</translation>
  </message>
  <message>
   <source>It cannot be laid over a volume.</source>
   <translation>无法叠加到容积数据上。</translation>
  </message>
  <message>
   <source>It does not say for which voxel size it is.</source>
   <translation>它未说明适用的体素大小。</translation>
  </message>
  <message>
   <source>It does not say how its input is oriented.</source>
   <translation>它未说明输入图像的方向。</translation>
  </message>
  <message>
   <source>It has: {names}.</source>
   <translation>可用参数：{names}。</translation>
  </message>
  <message>
   <source>It is JSON such as {example}; points are LPS mm on a volume, row and column on a film.</source>
   <translation>该文件应为 JSON，例如 {example}；体数据上的点为 LPS 毫米坐标，平片上的点为行和列。</translation>
  </message>
  <message>
   <source>It is not stated whether lengths hold at the detector or in the patient.</source>
   <translation>未说明长度对应探测器平面还是患者体内。</translation>
  </message>
  <message>
   <source>It is required for solid nodules.</source>
   <translation>实性结节必须提供。</translation>
  </message>
  <message>
   <source>It is tried again at the next start. Check the permissions of the program's data folder.</source>
   <translation>下次启动时将再次尝试。请检查程序数据文件夹的权限。</translation>
  </message>
  <message>
   <source>It is tried again; nothing can be signed meanwhile. Note what you did last, export what you need, and start the program anew.</source>
   <translation>程序会再次尝试；在此期间无法签署。请记下最近的操作，导出所需内容，然后重新启动程序。</translation>
  </message>
  <message>
   <source>It may be {allowed}.</source>
   <translation>允许：{allowed}。</translation>
  </message>
  <message>
   <source>It may need an image of another size or kind; its model card may say.</source>
   <translation>它可能需要其他大小或类型的图像；其模型卡中或有说明。</translation>
  </message>
  <message>
   <source>It refused the mirrored array.</source>
   <translation>它拒绝了镜像数组。</translation>
  </message>
  <message>
   <source>It refused the phantom in words.</source>
   <translation>它以文字说明拒绝了体模。</translation>
  </message>
  <message>
   <source>It replaces version {number} of {moment}, signed by {name}.</source>
   <translation>本报告取代第 {number} 版（{moment}，由 {name} 签署）。</translation>
  </message>
  <message>
   <source>It shows where the network looked, not where disease is.</source>
   <translation>它显示网络关注的位置，而非病变所在。</translation>
  </message>
  <message>
   <source>It uses the plugin {name}, which does not lie beside it.</source>
   <translation>它使用插件 {name}，但该插件不在它旁边。</translation>
  </message>
  <message>
   <source>It was accepted.</source>
   <translation>已被接受。</translation>
  </message>
  <message>
   <source>It works on the whole volume at once, which may take several GB of memory.</source>
   <translation>它一次处理整个容积数据，可能需要数 GB 内存。</translation>
  </message>
  <message>
   <source>Its configs/metadata.json cannot be read; install the model again.</source>
   <translation>无法读取其 configs/metadata.json；请重新安装该模型。</translation>
  </message>
  <message>
   <source>Its findings were measured on another mask. Analyze again.</source>
   <translation>其发现是在另一掩膜上测量的。请重新分析。</translation>
  </message>
  <message>
   <source>Its header may be damaged; fetch it again.</source>
   <translation>其文件头可能已损坏；请重新获取。</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Join series as phases</source>
   <translation>将序列合并为时相</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>保留</translation>
  </message>
  <message>
   <source>Keep layout as protocol</source>
   <translation>将布局存为协议</translation>
  </message>
  <message>
   <source>Keep the files of an analysis together.</source>
   <translation>请将一次分析的文件放在一起。</translation>
  </message>
  <message>
   <source>Keep this picture</source>
   <translation>保留此图像</translation>
  </message>
  <message>
   <source>Kept in {path}</source>
   <translation>保存在 {path}</translation>
  </message>
  <message>
   <source>Kernel</source>
   <translation>重建核</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>快捷键</translation>
  </message>
  <message>
   <source>Key image</source>
   <translation>关键图像</translation>
  </message>
  <message>
   <source>Key image marked.</source>
   <translation>已标记关键图像。</translation>
  </message>
  <message>
   <source>Key image removed.</source>
   <translation>已取消关键图像。</translation>
  </message>
  <message>
   <source>Key image. {caption}</source>
   <translation>关键图像。{caption}</translation>
  </message>
  <message>
   <source>Key images</source>
   <translation>关键图像</translation>
  </message>
  <message>
   <source>Keys and mouse</source>
   <translation>快捷键与鼠标</translation>
  </message>
  <message>
   <source>Keys and tool bar</source>
   <translation>快捷键与工具栏</translation>
  </message>
  <message>
   <source>Kidney</source>
   <translation>肾</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Known cancer</source>
   <translation>已知癌症</translation>
  </message>
  <message>
   <source>Kurtosis (excess, normal = 0)</source>
   <translation>峰度（超额，正态 = 0）</translation>
  </message>
  <message>
   <source>LUTs of the presentation state</source>
   <translation>显示状态的查找表</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Label {number}</source>
   <translation>标签 {number}</translation>
  </message>
  <message>
   <source>Lan&amp;guage</source>
   <translation>语言(&amp;G)</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Language of the report</source>
   <translation>报告语言</translation>
  </message>
  <message>
   <source>Language of the report: what people wrote and what the files say stays as it is</source>
   <translation>报告语言：由人书写的文字和文件中的文字保持原样</translation>
  </message>
  <message>
   <source>Lar&amp;ger brush</source>
   <translation>放大画笔(&amp;G)</translation>
  </message>
  <message>
   <source>Largest series</source>
   <translation>最大的序列</translation>
  </message>
  <message>
   <source>Larynx</source>
   <translation>喉</translation>
  </message>
  <message>
   <source>Later diameter</source>
   <translation>后期直径</translation>
  </message>
  <message>
   <source>Later volume</source>
   <translation>后期体积</translation>
  </message>
  <message>
   <source>Layout</source>
   <translation>布局</translation>
  </message>
  <message>
   <source>Least suspicion score</source>
   <translation>最低可疑度评分</translation>
  </message>
  <message>
   <source>Leave --modality out.</source>
   <translation>请省略 --modality。</translation>
  </message>
  <message>
   <source>Leave it out to use {default}.</source>
   <translation>省略时使用 {default}。</translation>
  </message>
  <message>
   <source>Left adrenal gland</source>
   <translation>左肾上腺</translation>
  </message>
  <message>
   <source>Left artery</source>
   <translation>左侧动脉</translation>
  </message>
  <message>
   <source>Left breast</source>
   <translation>左乳腺</translation>
  </message>
  <message>
   <source>Left bronchus</source>
   <translation>左支气管</translation>
  </message>
  <message>
   <source>Left button: values (W)</source>
   <translation>左键：数值（W）</translation>
  </message>
  <message>
   <source>Left clavicle</source>
   <translation>左锁骨</translation>
  </message>
  <message>
   <source>Left drag</source>
   <translation>左键拖动</translation>
  </message>
  <message>
   <source>Left eye</source>
   <translation>左眼</translation>
  </message>
  <message>
   <source>Left femur</source>
   <translation>左股骨</translation>
  </message>
  <message>
   <source>Left hippocampus</source>
   <translation>左海马</translation>
  </message>
  <message>
   <source>Left humerus</source>
   <translation>左肱骨</translation>
  </message>
  <message>
   <source>Left kidney</source>
   <translation>左肾</translation>
  </message>
  <message>
   <source>Left lung</source>
   <translation>左肺</translation>
  </message>
  <message>
   <source>Left lung field</source>
   <translation>左肺野</translation>
  </message>
  <message>
   <source>Left of the line: as acquired. Right of it: enhanced.</source>
   <translation>分界线左侧：原始图像。右侧：增强图像。</translation>
  </message>
  <message>
   <source>Left optic nerve</source>
   <translation>左视神经</translation>
  </message>
  <message>
   <source>Left out, because nobody reviewed them: {count}.</source>
   <translation>因无人审阅而未列入：{count} 项。</translation>
  </message>
  <message>
   <source>Left out:</source>
   <translation>未列入：</translation>
  </message>
  <message>
   <source>Left out: {words}</source>
   <translation>未列入：{words}</translation>
  </message>
  <message>
   <source>Left ovary</source>
   <translation>左卵巢</translation>
  </message>
  <message>
   <source>Left parotid gland</source>
   <translation>左腮腺</translation>
  </message>
  <message>
   <source>Left patella</source>
   <translation>左髌骨</translation>
  </message>
  <message>
   <source>Left pulmonary artery</source>
   <translation>左肺动脉</translation>
  </message>
  <message>
   <source>Left rib</source>
   <translation>左肋骨</translation>
  </message>
  <message>
   <source>Left scapula</source>
   <translation>左肩胛骨</translation>
  </message>
  <message>
   <source>Left testis</source>
   <translation>左睾丸</translation>
  </message>
  <message>
   <source>Left tibia</source>
   <translation>左胫骨</translation>
  </message>
  <message>
   <source>Left vein</source>
   <translation>左侧静脉</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>长度</translation>
  </message>
  <message>
   <source>Length of the line in mm:</source>
   <translation>线段长度（mm）：</translation>
  </message>
  <message>
   <source>Lengths and volumes can be used; keep in mind what is listed here.</source>
   <translation>长度和体积可以使用；请注意此处所列事项。</translation>
  </message>
  <message>
   <source>Lengths are measured at the detector; in the patient they are shorter.</source>
   <translation>长度在探测器平面测得；患者体内的实际长度更短。</translation>
  </message>
  <message>
   <source>Lengths are those on the scanned film; in the patient they are shorter.</source>
   <translation>长度为扫描胶片上的长度；患者体内的实际长度较短。</translation>
  </message>
  <message>
   <source>Lesion</source>
   <translation>病灶</translation>
  </message>
  <message>
   <source>Let it run</source>
   <translation>允许运行</translation>
  </message>
  <message>
   <source>Letter</source>
   <translation>Letter</translation>
  </message>
  <message>
   <source>Letters that this program cannot print stand as their Unicode numbers, e.g. [U+1F600].</source>
   <translation>本程序无法打印的字符以其 Unicode 编号表示，例如 [U+1F600]。</translation>
  </message>
  <message>
   <source>Lies</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Light, voxels, segments</source>
   <translation>光照、体素、分割段</translation>
  </message>
  <message>
   <source>Lightbox did not end by itself</source>
   <translation>Lightbox 上次未正常退出</translation>
  </message>
  <message>
   <source>Lightbox, window {number}</source>
   <translation>Lightbox，窗口 {number}</translation>
  </message>
  <message>
   <source>Lines of 1 and 2 pixels</source>
   <translation>1 像素和 2 像素线</translation>
  </message>
  <message>
   <source>Line{length}, seen at {index:.0f}°</source>
   <translation>中心线{length}，观察角 {index:.0f}°</translation>
  </message>
  <message>
   <source>Link &amp;pan</source>
   <translation>联动平移(&amp;P)</translation>
  </message>
  <message>
   <source>Link &amp;scrolling</source>
   <translation>联动翻页(&amp;S)</translation>
  </message>
  <message>
   <source>Link &amp;window</source>
   <translation>联动窗宽窗位(&amp;W)</translation>
  </message>
  <message>
   <source>Link &amp;zoom</source>
   <translation>联动缩放(&amp;Z)</translation>
  </message>
  <message>
   <source>Link c&amp;rosshair</source>
   <translation>联动十字线(&amp;R)</translation>
  </message>
  <message>
   <source>Link series as they stand &amp;now</source>
   <translation>按当前位置联动序列(&amp;N)</translation>
  </message>
  <message>
   <source>Link the series</source>
   <translation>联动序列</translation>
  </message>
  <message>
   <source>Linked viewports</source>
   <translation>联动视口</translation>
  </message>
  <message>
   <source>Linked viewports are moved together.</source>
   <translation>联动的视口一起平移。</translation>
  </message>
  <message>
   <source>Linked viewports have one crosshair.</source>
   <translation>联动的视口共用十字线。</translation>
  </message>
  <message>
   <source>Linked viewports have one window.</source>
   <translation>联动的视口共用窗宽窗位。</translation>
  </message>
  <message>
   <source>Linked viewports have one zoom.</source>
   <translation>联动的视口缩放一致。</translation>
  </message>
  <message>
   <source>Linked viewports show the same place.</source>
   <translation>联动的视口显示同一位置。</translation>
  </message>
  <message>
   <source>List them with: lightbox scan PATH --json</source>
   <translation>可用以下命令列出：lightbox scan PATH --json</translation>
  </message>
  <message>
   <source>List what is there with: lightbox scan PATH --json</source>
   <translation>可用以下命令列出其内容：lightbox scan PATH --json</translation>
  </message>
  <message>
   <source>List what is there, with reasons: lightbox scan PATH --json</source>
   <translation>可用以下命令列出其内容及原因：lightbox scan PATH --json</translation>
  </message>
  <message>
   <source>Live&amp;wire region</source>
   <translation>智能勾边区域(&amp;W)</translation>
  </message>
  <message>
   <source>Liver</source>
   <translation>肝</translation>
  </message>
  <message>
   <source>Livewire</source>
   <translation>智能勾边</translation>
  </message>
  <message>
   <source>Local contrast (CLAHE)</source>
   <translation>局部对比度（CLAHE）</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>锁定</translation>
  </message>
  <message>
   <source>Lock segment</source>
   <translation>锁定分割段</translation>
  </message>
  <message>
   <source>Locked; click to unlock</source>
   <translation>已锁定；单击解锁</translation>
  </message>
  <message>
   <source>Logical</source>
   <translation>逻辑运算</translation>
  </message>
  <message>
   <source>Logo</source>
   <translation>徽标</translation>
  </message>
  <message>
   <source>Long Axis</source>
   <translation>长轴</translation>
  </message>
  <message>
   <source>Long and short axis</source>
   <translation>长径与短径</translation>
  </message>
  <message>
   <source>Longest nodule diameter</source>
   <translation>结节最大径</translation>
  </message>
  <message>
   <source>Look at it again, then write it.</source>
   <translation>请重新查看，然后再写入。</translation>
  </message>
  <message>
   <source>Look at the acquired slices one by one.</source>
   <translation>请逐幅查看采集的层面。</translation>
  </message>
  <message>
   <source>Look at the film: bone must be white. Check Photometric Interpretation and the lookup tables of the file.</source>
   <translation>请查看平片：骨应为白色。请检查文件的 Photometric Interpretation 和查找表。</translation>
  </message>
  <message>
   <source>Look at the geometry badge and acknowledge it, or remove the sizes.</source>
   <translation>请查看几何标记并确认，或移除尺寸数值。</translation>
  </message>
  <message>
   <source>Look at what it says of itself now, then run it again.</source>
   <translation>请查看它现在的说明，然后再次运行。</translation>
  </message>
  <message>
   <source>Look for what clears the folder {folder}, and compare what is shown with your notes.</source>
   <translation>请查明是什么清除了文件夹 {folder}，并将显示内容与您的记录核对。</translation>
  </message>
  <message>
   <source>Looking for plugins</source>
   <translation>正在查找插件</translation>
  </message>
  <message>
   <source>Looking for plugins…</source>
   <translation>正在查找插件…</translation>
  </message>
  <message>
   <source>Looking through the files</source>
   <translation>正在检查文件</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>循环</translation>
  </message>
  <message>
   <source>Lossy compressed</source>
   <translation>有损压缩</translation>
  </message>
  <message>
   <source>Low attenuation area</source>
   <translation>低密度区</translation>
  </message>
  <message>
   <source>Low attenuation area below {threshold_hu} HU</source>
   <translation>低于 {threshold_hu} HU 的低密度区</translation>
  </message>
  <message>
   <source>Lower finds more nodules and more vessels.</source>
   <translation>较低时可检出更多结节，也会有更多血管。</translation>
  </message>
  <message>
   <source>Lower lobe of lung</source>
   <translation>肺下叶</translation>
  </message>
  <message>
   <source>Luminance in cd/m² of the patterns 01 to {luminance_steps}, measured in the middle, one per line, darkest first:</source>
   <translation>测试图 01 至 {luminance_steps} 的中心亮度（cd/m²），每行一个，由暗到亮：</translation>
  </message>
  <message>
   <source>Luminance ratio {ratio:.0f}. Contrast is off the GSDF by {largest_percent:.1f} % at most: {verdict} the {primary_percent:.0f} % that AAPM TG18 asks of primary displays.</source>
   <translation>亮度比 {ratio:.0f}。对比度偏离 GSDF 最大 {largest_percent:.1f} %：{verdict} AAPM TG18 对诊断显示器要求的 {primary_percent:.0f} %。</translation>
  </message>
  <message>
   <source>Luminance {step:02d} (as TG18-LN)</source>
   <translation>亮度 {step:02d}（同 TG18-LN）</translation>
  </message>
  <message>
   <source>Lung</source>
   <translation>肺</translation>
  </message>
  <message>
   <source>Lung beside mediastinum</source>
   <translation>肺窗与纵隔窗并排</translation>
  </message>
  <message>
   <source>Lung fields (chest radiograph)</source>
   <translation>肺野（胸部平片）</translation>
  </message>
  <message>
   <source>Lung fields are outlined on frontal views only; this is a lateral view.</source>
   <translation>仅在正位片上勾画肺野；这是侧位片。</translation>
  </message>
  <message>
   <source>Lung fields are outlined on upright frontal films only; the columns of this film run toward {letter}, not toward the patient's left or right.</source>
   <translation>仅在直立正位片上勾画肺野；此片的列方向指向 {letter}，而非患者的左侧或右侧。</translation>
  </message>
  <message>
   <source>Lung nodule candidates (CT)</source>
   <translation>肺结节候选（CT）</translation>
  </message>
  <message>
   <source>Lung voxels</source>
   <translation>肺体素数</translation>
  </message>
  <message>
   <source>Lung voxels below -950 HU</source>
   <translation>低于 -950 HU 的肺体素数</translation>
  </message>
  <message>
   <source>Lungs and emphysema index (CT)</source>
   <translation>双肺与肺气肿指数（CT）</translation>
  </message>
  <message>
   <source>Lymph Node</source>
   <translation>淋巴结</translation>
  </message>
  <message>
   <source>MANUAL</source>
   <translation>手动</translation>
  </message>
  <message>
   <source>MIP</source>
   <translation>MIP</translation>
  </message>
  <message>
   <source>MPR + &amp;3-D</source>
   <translation>MPR + 三维(&amp;3)</translation>
  </message>
  <message>
   <source>MPR in a &amp;row</source>
   <translation>MPR 一行(&amp;R)</translation>
  </message>
  <message>
   <source>MPR, &amp;2 × 2</source>
   <translation>MPR，2 × 2(&amp;2)</translation>
  </message>
  <message>
   <source>MR</source>
   <translation>MR</translation>
  </message>
  <message>
   <source>MR of the brain</source>
   <translation>脑部 MR</translation>
  </message>
  <message>
   <source>MR of the knee</source>
   <translation>膝关节 MR</translation>
  </message>
  <message>
   <source>MR, translucent</source>
   <translation>MR，半透明</translation>
  </message>
  <message>
   <source>Ma&amp;gnifier</source>
   <translation>放大镜(&amp;G)</translation>
  </message>
  <message>
   <source>Made by: {author}. Folder: {folder}. Version {version}, license {license}. SHA-256 of its content: {sha256}.</source>
   <translation>作者：{author}。文件夹：{folder}。版本 {version}，许可证 {license}。内容的 SHA-256：{sha256}。</translation>
  </message>
  <message>
   <source>Magnifier 2× / 3× / 4×</source>
   <translation>放大镜 2× / 3× / 4×</translation>
  </message>
  <message>
   <source>Make each side {seen_sides_mm:g} to {seen_sides_mm2:g} mm.</source>
   <translation>请使每边为 {seen_sides_mm:g} 至 {seen_sides_mm2:g} mm。</translation>
  </message>
  <message>
   <source>Making surfaces</source>
   <translation>正在生成表面</translation>
  </message>
  <message>
   <source>Making the check view</source>
   <translation>正在生成核对视图</translation>
  </message>
  <message>
   <source>Making the sample study</source>
   <translation>正在生成示例检查</translation>
  </message>
  <message>
   <source>Mammography</source>
   <translation>乳腺 X 线摄影</translation>
  </message>
  <message>
   <source>Mandible</source>
   <translation>下颌骨</translation>
  </message>
  <message>
   <source>Manufacturer</source>
   <translation>制造商</translation>
  </message>
  <message>
   <source>Margin</source>
   <translation>边缘扩展</translation>
  </message>
  <message>
   <source>Mark key image</source>
   <translation>标记关键图像</translation>
  </message>
  <message>
   <source>Mark segment {review}</source>
   <translation>标记分割段 {review}</translation>
  </message>
  <message>
   <source>Masks are DICOM SEG, RTSTRUCT, NIfTI, NRRD, MetaImage, or a series of labels.</source>
   <translation>掩膜可以是 DICOM SEG、RTSTRUCT、NIfTI、NRRD、MetaImage，或一个标签序列。</translation>
  </message>
  <message>
   <source>Mass</source>
   <translation>肿块</translation>
  </message>
  <message>
   <source>Max</source>
   <translation>最大值</translation>
  </message>
  <message>
   <source>Maximum: depth is not shown</source>
   <translation>最大密度：不显示深度</translation>
  </message>
  <message>
   <source>Mayo Clinic (Swensen) solitary pulmonary nodule malignancy</source>
   <translation>Mayo Clinic（Swensen）孤立性肺结节恶性概率</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>平均值</translation>
  </message>
  <message>
   <source>Mean diameter of the solid part</source>
   <translation>实性部分的平均直径</translation>
  </message>
  <message>
   <source>Mean of long and short axis</source>
   <translation>长短轴平均值</translation>
  </message>
  <message>
   <source>Mean, {unit}</source>
   <translation>平均值，{unit}</translation>
  </message>
  <message>
   <source>Measure again, review, then sign.</source>
   <translation>请重新测量、审阅，然后签署。</translation>
  </message>
  <message>
   <source>Measure {count} findings again</source>
   <translation>重新测量 {count} 个发现</translation>
  </message>
  <message>
   <source>Measured again.</source>
   <translation>已重新测量。</translation>
  </message>
  <message>
   <source>Measured luminances</source>
   <translation>实测亮度</translation>
  </message>
  <message>
   <source>Measured screens</source>
   <translation>已测量的屏幕</translation>
  </message>
  <message>
   <source>Measurement {number} cannot be made: {why}.</source>
   <translation>无法进行第 {number} 项测量：{why}。</translation>
  </message>
  <message>
   <source>Measurements</source>
   <translation>测量</translation>
  </message>
  <message>
   <source>Measurements by the reader</source>
   <translation>阅片医师的测量</translation>
  </message>
  <message>
   <source>Measuring again</source>
   <translation>正在重新测量</translation>
  </message>
  <message>
   <source>Measuring the edited segments</source>
   <translation>正在测量已编辑的分割段</translation>
  </message>
  <message>
   <source>Median</source>
   <translation>中位数</translation>
  </message>
  <message>
   <source>Median filter</source>
   <translation>中值滤波</translation>
  </message>
  <message>
   <source>Mediastinum</source>
   <translation>纵隔</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>菜单</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>方法</translation>
  </message>
  <message>
   <source>Middle drag</source>
   <translation>中键拖动</translation>
  </message>
  <message>
   <source>Middle lobe of right lung</source>
   <translation>右肺中叶</translation>
  </message>
  <message>
   <source>Min</source>
   <translation>最小值</translation>
  </message>
  <message>
   <source>Modality</source>
   <translation>成像设备类型</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>型号</translation>
  </message>
  <message>
   <source>Model probability of pneumonia {probability} (children of 1 to 5 years).</source>
   <translation>模型给出的肺炎概率为 {probability}（1 至 5 岁儿童）。</translation>
  </message>
  <message>
   <source>Model {model_name} {digest}</source>
   <translation>模型 {model_name} {digest}</translation>
  </message>
  <message>
   <source>Models: {names}.</source>
   <translation>模型：{names}。</translation>
  </message>
  <message>
   <source>More candidates were found than the {most} that are shown.</source>
   <translation>找到的候选多于所显示的 {most} 个。</translation>
  </message>
  <message>
   <source>More steps smooth more.</source>
   <translation>步数越多越平滑。</translation>
  </message>
  <message>
   <source>More voxels lie below -950 HU than the lungs have.</source>
   <translation>低于 -950 HU 的体素数多于肺体素总数。</translation>
  </message>
  <message>
   <source>Morphologically Abnormal Structure</source>
   <translation>形态异常结构</translation>
  </message>
  <message>
   <source>Most findings</source>
   <translation>最多发现数</translation>
  </message>
  <message>
   <source>Mouse</source>
   <translation>鼠标</translation>
  </message>
  <message>
   <source>Mouse and menus</source>
   <translation>鼠标与菜单</translation>
  </message>
  <message>
   <source>Mouse as in 3D Slicer</source>
   <translation>鼠标同 3D Slicer</translation>
  </message>
  <message>
   <source>Mouse as in ITK-SNAP</source>
   <translation>鼠标同 ITK-SNAP</translation>
  </message>
  <message>
   <source>Mouse: window on the left button</source>
   <translation>鼠标：左键调窗</translation>
  </message>
  <message>
   <source>Mouse: window on the right button</source>
   <translation>鼠标：右键调窗</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>移动图像</translation>
  </message>
  <message>
   <source>Move {kind}</source>
   <translation>移动{kind}</translation>
  </message>
  <message>
   <source>Muscle</source>
   <translation>肌肉</translation>
  </message>
  <message>
   <source>N&amp;ext segment</source>
   <translation>下一分割段(&amp;E)</translation>
  </message>
  <message>
   <source>NIfTI and NRRD masks need a volume to lie on.</source>
   <translation>NIfTI 和 NRRD 掩膜需要有容积数据承载。</translation>
  </message>
  <message>
   <source>NIfTI holds volumes only: export a DICOM SEG of this image.</source>
   <translation>NIfTI 只能保存体数据：请将此图像的分割导出为 DICOM SEG。</translation>
  </message>
  <message>
   <source>NOT KEPT: 1 entry waits for the disk</source>
   <translation>未保存：1 条记录等待写入磁盘</translation>
  </message>
  <message>
   <source>NOT KEPT: {count} entries wait for the disk</source>
   <translation>未保存：{count} 条记录等待写入磁盘</translation>
  </message>
  <message>
   <source>NUMBERS SELF-TEST FAILED</source>
   <translation>数值自检失败</translation>
  </message>
  <message>
   <source>Name of the protocol</source>
   <translation>协议名称</translation>
  </message>
  <message>
   <source>Necrosis</source>
   <translation>坏死</translation>
  </message>
  <message>
   <source>Neoplasm, Primary</source>
   <translation>原发性肿瘤</translation>
  </message>
  <message>
   <source>Neoplasm, Secondary</source>
   <translation>继发性肿瘤</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>新快捷键</translation>
  </message>
  <message>
   <source>New segmentation</source>
   <translation>新建分割</translation>
  </message>
  <message>
   <source>New viewer &amp;window</source>
   <translation>新建阅片窗口(&amp;W)</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>下一步</translation>
  </message>
  <message>
   <source>Next and previous image</source>
   <translation>前后翻页</translation>
  </message>
  <message>
   <source>Next phase</source>
   <translation>下一时相</translation>
  </message>
  <message>
   <source>Next presentation state</source>
   <translation>下一个显示状态</translation>
  </message>
  <message>
   <source>Next s&amp;eries</source>
   <translation>下一序列(&amp;E)</translation>
  </message>
  <message>
   <source>Next viewport</source>
   <translation>下一视口</translation>
  </message>
  <message>
   <source>No</source>
   <translation>否</translation>
  </message>
  <message>
   <source>No DICOM SR: the image is no DICOM image.</source>
   <translation>未写入 DICOM SR：该图像不是 DICOM 图像。</translation>
  </message>
  <message>
   <source>No DICOM object was written: {message}</source>
   <translation>未写入 DICOM 对象：{message}</translation>
  </message>
  <message>
   <source>No DICOM report was written: {message}</source>
   <translation>未写入 DICOM 报告：{message}</translation>
  </message>
  <message>
   <source>No DICOM segmentation was written: {message}</source>
   <translation>未写入 DICOM 分割：{message}</translation>
  </message>
  <message>
   <source>No airway tree of plausible size was found ({ml:.1f} mL of air; a trachea with main bronchi has at least {least_ml:.0f} mL): air of the airways may be counted as lung.</source>
   <translation>未找到大小合理的气道树（含气 {ml:.1f} mL；气管连同主支气管至少有 {least_ml:.0f} mL）：气道内的气体可能被计入肺。</translation>
  </message>
  <message>
   <source>No analysis takes a series of {modality}. The list holds what does.</source>
   <translation>没有分析插件适用于 {modality} 序列。列表中为可用的插件。</translation>
  </message>
  <message>
   <source>No contour of the structure set lies on this image.</source>
   <translation>该结构集没有轮廓位于此图像上。</translation>
  </message>
  <message>
   <source>No description</source>
   <translation>无描述</translation>
  </message>
  <message>
   <source>No emphysema index is given: the air in the airways measures {hu:.0f} HU, not -1000 HU. The densities of this file are not in Hounsfield units.</source>
   <translation>未给出肺气肿指数：气道内空气测得 {hu:.0f} HU，而非 -1000 HU。此文件的密度不是 Hounsfield 单位。</translation>
  </message>
  <message>
   <source>No finding (whole patient)</source>
   <translation>无发现（整个患者）</translation>
  </message>
  <message>
   <source>No finding has been accepted.</source>
   <translation>没有已接受的发现。</translation>
  </message>
  <message>
   <source>No finding was accepted: the report states none.</source>
   <translation>没有已接受的发现：报告不陈述任何发现。</translation>
  </message>
  <message>
   <source>No finding was accepted: the signed report states none.</source>
   <translation>没有已接受的发现：签署的报告不陈述任何发现。</translation>
  </message>
  <message>
   <source>No findings</source>
   <translation>无发现</translation>
  </message>
  <message>
   <source>No hanging protocol is in force; choose one in the Layout menu.</source>
   <translation>当前没有挂片协议；请在布局菜单中选择。</translation>
  </message>
  <message>
   <source>No hippocampus is outlined: this crop is unlike T1 crops around one hippocampus. It may lie elsewhere, be turned, inverted, or of another kind of image.</source>
   <translation>未勾画海马：此裁剪区不像围绕单侧海马的 T1 裁剪区。它可能位于别处、被旋转、灰度反转，或为其他类型的图像。</translation>
  </message>
  <message>
   <source>No hippocampus was found in this crop: there is no result.</source>
   <translation>在此裁剪块中未找到海马：没有结果。</translation>
  </message>
  <message>
   <source>No key</source>
   <translation>无快捷键</translation>
  </message>
  <message>
   <source>No logo</source>
   <translation>不用徽标</translation>
  </message>
  <message>
   <source>No lung field is outlined: the greys of this film seem to be inverted, contrary to what the file states.</source>
   <translation>未勾画肺野：此平片的灰阶似乎反转，与文件所述相反。</translation>
  </message>
  <message>
   <source>No lung field is outlined: this image is unlike upright frontal chest films. It may be turned, another body part, or no film at all.</source>
   <translation>未勾画肺野：此图像不像直立的正位胸片。它可能被旋转、为其他部位，或根本不是平片。</translation>
  </message>
  <message>
   <source>No lung field was found on this film: there is no result.</source>
   <translation>在此平片上未找到肺野：没有结果。</translation>
  </message>
  <message>
   <source>No lung was found in this volume: nodules were not searched for.</source>
   <translation>在此容积数据中未找到肺：未搜索结节。</translation>
  </message>
  <message>
   <source>No lung was found in this volume: there is no result.</source>
   <translation>在此容积数据中未找到肺：没有结果。</translation>
  </message>
  <message>
   <source>No name</source>
   <translation>无姓名</translation>
  </message>
  <message>
   <source>No other segment gives way</source>
   <translation>其他分割段均不让位</translation>
  </message>
  <message>
   <source>No other series has its voxels in the same places as the active one.</source>
   <translation>没有其他序列的体素位置与当前序列相同。</translation>
  </message>
  <message>
   <source>No other series shares a frame of reference with this one, or is linked to it.</source>
   <translation>没有其他序列与此序列共用参考坐标系或与之联动。</translation>
  </message>
  <message>
   <source>No parameters.</source>
   <translation>无参数。</translation>
  </message>
  <message>
   <source>No plugin pins this model.</source>
   <translation>没有插件使用此模型。</translation>
  </message>
  <message>
   <source>No plugin was found.</source>
   <translation>未找到插件。</translation>
  </message>
  <message>
   <source>No presentation state references this image.</source>
   <translation>没有引用此图像的显示状态。</translation>
  </message>
  <message>
   <source>No probability is given: the greys of this film seem to be inverted, contrary to what the file states, or it is no frontal chest film.</source>
   <translation>未给出概率：此平片的灰阶似乎反转，与文件所述相反，或不是正位胸片。</translation>
  </message>
  <message>
   <source>No probability is given: this film is turned or unlike the upright films of children that it was trained on.</source>
   <translation>不给出概率：此平片被旋转，或不像训练所用的直立儿童平片。</translation>
  </message>
  <message>
   <source>No probability is given: this film is unlike the films of children of 1 to 5 years that it was trained on and looks like an adult's or another kind of film.</source>
   <translation>未给出概率：此片与模型训练所用的 1 至 5 岁儿童平片不同，像是成人平片或其他类型的平片。</translation>
  </message>
  <message>
   <source>No probability is given: this film is unlike the whole, upright films of children that it was trained on. It may be cut, turned, noisy, of few greys, or another kind of film.</source>
   <translation>未给出概率：此平片与模型训练所用的完整、直立的儿童平片不同。它可能被截取、旋转、噪声过大、灰阶过少，或是另一种平片。</translation>
  </message>
  <message>
   <source>No probability is given: this film seems to show only a half of a chest, unlike the whole films of children that it was trained on.</source>
   <translation>未给出概率：此平片似乎只显示胸部的一半，与训练所用的完整儿童平片不同。</translation>
  </message>
  <message>
   <source>No score: the nodule's size is missing.</source>
   <translation>无评分：缺少结节大小。</translation>
  </message>
  <message>
   <source>No score: the patient's risk is missing.</source>
   <translation>无法评分：缺少患者的风险。</translation>
  </message>
  <message>
   <source>No score: the share of low-attenuation lung is missing.</source>
   <translation>无评分：缺少低密度肺的比例。</translation>
  </message>
  <message>
   <source>No score: the time between the measurements is missing.</source>
   <translation>无评分：缺少两次测量的间隔时间。</translation>
  </message>
  <message>
   <source>No score: two volumes or two diameters are needed.</source>
   <translation>无评分：需要两个体积或两个直径。</translation>
  </message>
  <message>
   <source>No score: {names} missing.</source>
   <translation>无评分：缺少 {names}。</translation>
  </message>
  <message>
   <source>No setting has these words.</source>
   <translation>没有包含这些文字的设置。</translation>
  </message>
  <message>
   <source>No spine was found behind the lungs: the volume may be turned, mirrored, cut, or not a chest. Right and left may be wrong: check them.</source>
   <translation>未在肺后方找到脊柱：该容积可能被旋转、镜像、截断，或不是胸部。左右可能有误，请核对。</translation>
  </message>
  <message>
   <source>No study</source>
   <translation>无检查</translation>
  </message>
  <message>
   <source>No voxel center lies within the contours.</source>
   <translation>轮廓内没有体素中心。</translation>
  </message>
  <message>
   <source>Nodule</source>
   <translation>结节</translation>
  </message>
  <message>
   <source>Nodule diameter</source>
   <translation>结节直径</translation>
  </message>
  <message>
   <source>Nodule type</source>
   <translation>结节类型</translation>
  </message>
  <message>
   <source>Nodule {number}</source>
   <translation>结节 {number}</translation>
  </message>
  <message>
   <source>Nodules of 4 to 30 mm found on chest radiographs; malignancy prevalence 23 %</source>
   <translation>胸部平片上发现的 4 至 30 mm 结节；恶性患病率 23 %</translation>
  </message>
  <message>
   <source>Noise is amplified, and bright and dark rims beside edges are made by the filter.</source>
   <translation>噪声被放大，边缘旁的亮边和暗边由滤波产生。</translation>
  </message>
  <message>
   <source>Nominal Percentage of Cardiac Phase</source>
   <translation>标称心动时相百分比</translation>
  </message>
  <message>
   <source>Nominal Percentage of Respiratory Phase</source>
   <translation>标称呼吸时相百分比</translation>
  </message>
  <message>
   <source>None</source>
   <translation>无</translation>
  </message>
  <message>
   <source>None available.</source>
   <translation>无。</translation>
  </message>
  <message>
   <source>None of {files} files could be opened. See the import report.</source>
   <translation>{files} 个文件均无法打开。请查看导入报告。</translation>
  </message>
  <message>
   <source>None: the cut-off is not for scans such as this one.</source>
   <translation>无：该界值不适用于此类扫描。</translation>
  </message>
  <message>
   <source>None: the guideline is not for this patient; see the caveats.</source>
   <translation>无：该指南不适用于此患者；见注意事项。</translation>
  </message>
  <message>
   <source>Not above the cut-off of 1.4 % for airflow limitation.</source>
   <translation>未高于气流受限的 1.4 % 界值。</translation>
  </message>
  <message>
   <source>Not applied of the presentation state: {what}.</source>
   <translation>显示状态中未应用：{what}。</translation>
  </message>
  <message>
   <source>Not everything is kept</source>
   <translation>并非全部内容都已保存</translation>
  </message>
  <message>
   <source>Not in the DICOM SR, because they lie on other series: {count}.</source>
   <translation>因位于其他序列而未写入 DICOM SR 的发现：{count} 项。</translation>
  </message>
  <message>
   <source>Not shown in true size: the size of pixels or screen is not known.</source>
   <translation>未按实际尺寸显示：像素或屏幕的尺寸未知。</translation>
  </message>
  <message>
   <source>Not shown: other files with the same UIDs are open</source>
   <translation>未显示：当前打开的是具有相同 UID 的其他文件</translation>
  </message>
  <message>
   <source>Not stated: cancer within 5 years; such patients were not part of the derivation.</source>
   <translation>未说明：5 年内是否患癌；此类患者未纳入模型的推导。</translation>
  </message>
  <message>
   <source>Not stated: {name}.</source>
   <translation>未说明：{name}。</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>Nothing changed.</source>
   <translation>未作更改。</translation>
  </message>
  <message>
   <source>Nothing in the file says that it was made on this image.</source>
   <translation>文件中没有任何内容表明它是在此图像上制作的。</translation>
  </message>
  <message>
   <source>Nothing in this study belongs here.</source>
   <translation>此检查中没有适合此处的图像。</translation>
  </message>
  <message>
   <source>Nothing is painted.</source>
   <translation>尚未绘制任何内容。</translation>
  </message>
  <message>
   <source>Nothing of it is lost; it comes back with the images that it was made on. What you do now is kept apart from it.</source>
   <translation>其内容没有丢失；打开当时所用的图像时会恢复。您现在所做的内容将与其分开保存。</translation>
  </message>
  <message>
   <source>Nothing that it states was changed.</source>
   <translation>所陈述的内容没有任何更改。</translation>
  </message>
  <message>
   <source>Nothing to redo.</source>
   <translation>没有可重做的操作。</translation>
  </message>
  <message>
   <source>Nothing to undo.</source>
   <translation>没有可撤销的操作。</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>序号</translation>
  </message>
  <message>
   <source>Number of nodules</source>
   <translation>结节数目</translation>
  </message>
  <message>
   <source>Numbers self-test</source>
   <translation>数值自检</translation>
  </message>
  <message>
   <source>Numbers self-test (Lightbox {version}): {good} of {count} passed</source>
   <translation>数值自检（Lightbox {version}）：{count} 项中 {good} 项通过</translation>
  </message>
  <message>
   <source>Numbers self-test failed</source>
   <translation>数值自检失败</translation>
  </message>
  <message>
   <source>Numbers self-test: running.</source>
   <translation>数值自检：进行中。</translation>
  </message>
  <message>
   <source>Numbers ✓</source>
   <translation>数值 ✓</translation>
  </message>
  <message>
   <source>Numbers: testing…</source>
   <translation>数值：自检中…</translation>
  </message>
  <message>
   <source>Oblique</source>
   <translation>斜位</translation>
  </message>
  <message>
   <source>Oblique beside the prior</source>
   <translation>斜位与既往对照</translation>
  </message>
  <message>
   <source>Of Richardson-Lucy; more is sharper and noisier.</source>
   <translation>Richardson-Lucy 的步数；越多越锐利，噪声也越大。</translation>
  </message>
  <message>
   <source>Of a ball of the same volume.</source>
   <translation>等体积球的直径。</translation>
  </message>
  <message>
   <source>Of menus, panels and messages. Reports have a language of their own.</source>
   <translation>菜单、面板和消息的语言。报告的语言另行选择。</translation>
  </message>
  <message>
   <source>Of panels and menus; images lie on a dark ground in both.</source>
   <translation>面板和菜单的主题；两种主题下图像均以深色为底。</translation>
  </message>
  <message>
   <source>Of the outline before it was edited: {statement}</source>
   <translation>针对编辑前的轮廓：{statement}</translation>
  </message>
  <message>
   <source>Once</source>
   <translation>一次</translation>
  </message>
  <message>
   <source>One entry of what was kept of this study cannot be read and is missing: {names}.</source>
   <translation>该检查的保存内容中有一个条目无法读取，已缺失：{names}。</translation>
  </message>
  <message>
   <source>One lesion measured twice in the same way</source>
   <translation>以相同方法测量两次的同一病灶</translation>
  </message>
  <message>
   <source>One-up / grid (Return or double click)</source>
   <translation>单幅 / 多幅（回车或双击）</translation>
  </message>
  <message>
   <source>One-up and back</source>
   <translation>单幅与还原</translation>
  </message>
  <message>
   <source>Only a volume can be cut obliquely.</source>
   <translation>只有容积数据可以斜切。</translation>
  </message>
  <message>
   <source>Only graphics and window of this kind of presentation state are shown.</source>
   <translation>此类显示状态只显示图形和窗宽窗位。</translation>
  </message>
  <message>
   <source>Only one lung field was found.</source>
   <translation>只找到一侧肺野。</translation>
  </message>
  <message>
   <source>Only one lung was found; it lies on the {side} of the spine or of the middle of the body and was taken for that side: check it.</source>
   <translation>只找到一侧肺；它位于脊柱或身体中线的 {side} 侧，并被当作该侧：请核对。</translation>
  </message>
  <message>
   <source>Only one part of the hippocampus was found.</source>
   <translation>只找到海马的一部分。</translation>
  </message>
  <message>
   <source>Only part-solid nodules have a solid part to measure.</source>
   <translation>只有部分实性结节才有可测量的实性部分。</translation>
  </message>
  <message>
   <source>Only values from</source>
   <translation>仅限数值自</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>不透明度</translation>
  </message>
  <message>
   <source>Opacity of all segments</source>
   <translation>所有分割段的不透明度</translation>
  </message>
  <message>
   <source>Opacity of the fusion</source>
   <translation>融合的不透明度</translation>
  </message>
  <message>
   <source>Opacity of the saliency map</source>
   <translation>显著图的不透明度</translation>
  </message>
  <message>
   <source>Open &amp;files or ZIP…</source>
   <translation>打开文件或 ZIP(&amp;F)…</translation>
  </message>
  <message>
   <source>Open &amp;mask over the image…</source>
   <translation>在图像上打开掩膜(&amp;M)…</translation>
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation>最近打开(&amp;R)</translation>
  </message>
  <message>
   <source>Open DICOM files, DICOMDIR, ZIP, NIfTI, NRRD or films as PNG or JPEG</source>
   <translation>打开 DICOM 文件、DICOMDIR、ZIP、NIfTI、NRRD 或 PNG/JPEG 平片</translation>
  </message>
  <message>
   <source>Open a series first.</source>
   <translation>请先打开一个序列。</translation>
  </message>
  <message>
   <source>Open a study first</source>
   <translation>请先打开检查</translation>
  </message>
  <message>
   <source>Open at the last crash, and away now: {names}</source>
   <translation>上次异常结束时打开、现在无法访问：{names}</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open mask {name}</source>
   <translation>打开掩膜 {name}</translation>
  </message>
  <message>
   <source>Open masks: DICOM SEG, RTSTRUCT, NIfTI, NRRD or MetaImage</source>
   <translation>打开掩膜：DICOM SEG、RTSTRUCT、NIfTI、NRRD 或 MetaImage</translation>
  </message>
  <message>
   <source>Open studies</source>
   <translation>已打开的检查</translation>
  </message>
  <message>
   <source>Open the study again.</source>
   <translation>请重新打开检查。</translation>
  </message>
  <message>
   <source>Open the study that it belongs to first.</source>
   <translation>请先打开它所属的检查。</translation>
  </message>
  <message>
   <source>Operation</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>Optic nerve</source>
   <translation>视神经</translation>
  </message>
  <message>
   <source>Other buttons than those of the program; Edit &gt; Keys and tool bar.</source>
   <translation>与程序默认不同的按钮；编辑 &gt; 快捷键与工具栏。</translation>
  </message>
  <message>
   <source>Other segment</source>
   <translation>其他分割段</translation>
  </message>
  <message>
   <source>Other segments give way</source>
   <translation>其他分割段让位</translation>
  </message>
  <message>
   <source>Otsu</source>
   <translation>Otsu</translation>
  </message>
  <message>
   <source>Out of date: {reason}</source>
   <translation>已过期：{reason}</translation>
  </message>
  <message>
   <source>Out of memory with {describe}.</source>
   <translation>内存不足：{describe}。</translation>
  </message>
  <message>
   <source>Outlines the anterior and posterior hippocampus in a T1 MR crop around one hippocampus, for review by a radiologist. Research use; not for diagnosis.</source>
   <translation>在包围单侧海马的 T1 MR 裁剪块中勾画海马前部和后部，供放射科医师审阅。仅供研究；不用于诊断。</translation>
  </message>
  <message>
   <source>Outlines the right and left lung field on a frontal chest radiograph, for review by a radiologist. Research use; not for diagnosis.</source>
   <translation>在胸部正位片上勾画左右肺野，供放射科医师审阅。仅供研究；不用于诊断。</translation>
  </message>
  <message>
   <source>Ovary</source>
   <translation>卵巢</translation>
  </message>
  <message>
   <source>Overlap</source>
   <translation>重叠</translation>
  </message>
  <message>
   <source>Overlays or presentation states not read: {reason}</source>
   <translation>叠加层或显示状态未读取：{reason}</translation>
  </message>
  <message>
   <source>Overview</source>
   <translation>概览</translation>
  </message>
  <message>
   <source>PA and lateral</source>
   <translation>正位与侧位</translation>
  </message>
  <message>
   <source>PA film not stated</source>
   <translation>未说明为 PA 位片</translation>
  </message>
  <message>
   <source>PET</source>
   <translation>PET</translation>
  </message>
  <message>
   <source>PET 20 step</source>
   <translation>PET 20 级</translation>
  </message>
  <message>
   <source>PET/CT</source>
   <translation>PET/CT</translation>
  </message>
  <message>
   <source>PNG without the patient's text (*.png)</source>
   <translation>不含患者信息的 PNG (*.png)</translation>
  </message>
  <message>
   <source>Page {number}/{total}</source>
   <translation>第 {number}/{total} 页</translation>
  </message>
  <message>
   <source>Paint a few voxels of the structure and of what surrounds it.</source>
   <translation>请在该结构及其周围各绘制几个体素。</translation>
  </message>
  <message>
   <source>Paint it first.</source>
   <translation>请先绘制。</translation>
  </message>
  <message>
   <source>Paint seeds of at least two segments.</source>
   <translation>请为至少两个分割段绘制种子。</translation>
  </message>
  <message>
   <source>Paint {label}</source>
   <translation>绘制 {label}</translation>
  </message>
  <message>
   <source>Pancreas</source>
   <translation>胰腺</translation>
  </message>
  <message>
   <source>Panning</source>
   <translation>平移</translation>
  </message>
  <message>
   <source>Paper</source>
   <translation>纸张</translation>
  </message>
  <message>
   <source>Parallel projection</source>
   <translation>平行投影</translation>
  </message>
  <message>
   <source>Parameter {name} of {name2} {problem}.</source>
   <translation>{name2} 的参数 {name} {problem}。</translation>
  </message>
  <message>
   <source>Parotid gland</source>
   <translation>腮腺</translation>
  </message>
  <message>
   <source>Part series</source>
   <translation>拆分序列</translation>
  </message>
  <message>
   <source>Patella</source>
   <translation>髌骨</translation>
  </message>
  <message>
   <source>Patient</source>
   <translation>患者</translation>
  </message>
  <message>
   <source>Patient ID</source>
   <translation>患者编号</translation>
  </message>
  <message>
   <source>Patient position</source>
   <translation>患者体位</translation>
  </message>
  <message>
   <source>Patient's risk of lung cancer; for solid nodules</source>
   <translation>患者的肺癌风险；用于实性结节</translation>
  </message>
  <message>
   <source>Patients with a cancer within 5 years were not part of the derivation.</source>
   <translation>推导队列不包括 5 年内患癌的患者。</translation>
  </message>
  <message>
   <source>Peak</source>
   <translation>峰值</translation>
  </message>
  <message>
   <source>Phase {number}/{count}</source>
   <translation>时相 {number}/{count}</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>Picture saved: {name}</source>
   <translation>图像已保存：{name}</translation>
  </message>
  <message>
   <source>Picture written: {name}</source>
   <translation>图像已写入：{name}</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>像素数</translation>
  </message>
  <message>
   <source>Pixels per mm</source>
   <translation>每 mm 像素数</translation>
  </message>
  <message>
   <source>Pixels stored as {coding} are not supported.</source>
   <translation>不支持以 {coding} 存储的像素。</translation>
  </message>
  <message>
   <source>Pla&amp;y frames or planes</source>
   <translation>播放帧或平面(&amp;Y)</translation>
  </message>
  <message>
   <source>Place the box around one hippocampus of a T1 MR head.</source>
   <translation>请将方框置于头部 T1 MR 的一侧海马周围。</translation>
  </message>
  <message>
   <source>Planes</source>
   <translation>平面</translation>
  </message>
  <message>
   <source>Planes of the CT</source>
   <translation>CT 各平面</translation>
  </message>
  <message>
   <source>Planes of the PET</source>
   <translation>PET 各平面</translation>
  </message>
  <message>
   <source>Planes, brain window</source>
   <translation>各平面，脑窗</translation>
  </message>
  <message>
   <source>Planes, lung window</source>
   <translation>各平面，肺窗</translation>
  </message>
  <message>
   <source>Planes, soft tissue</source>
   <translation>各平面，软组织窗</translation>
  </message>
  <message>
   <source>Play (C)</source>
   <translation>播放（C）</translation>
  </message>
  <message>
   <source>Play all frames</source>
   <translation>播放全部帧</translation>
  </message>
  <message>
   <source>Play every viewport that shows frames in time, by one clock</source>
   <translation>同步播放所有时间序列视口</translation>
  </message>
  <message>
   <source>Play phases</source>
   <translation>播放时相</translation>
  </message>
  <message>
   <source>Play phases (Shift+Y)</source>
   <translation>播放时相 (Shift+Y)</translation>
  </message>
  <message>
   <source>Pleura</source>
   <translation>胸膜</translation>
  </message>
  <message>
   <source>Plugin</source>
   <translation>插件</translation>
  </message>
  <message>
   <source>Plugin from outside</source>
   <translation>外来插件</translation>
  </message>
  <message>
   <source>Plugins propose findings; segments and fusion are beside them.</source>
   <translation>插件提出候选发现；旁边是分割与融合。</translation>
  </message>
  <message>
   <source>Plugins were changed outside of this window; look at them again.</source>
   <translation>插件在此窗口之外发生了变化；请重新查看。</translation>
  </message>
  <message>
   <source>Plugins work on volumes and radiographs, not on cine or color images.</source>
   <translation>插件适用于容积数据和 X 线平片，不适用于电影或彩色图像。</translation>
  </message>
  <message>
   <source>Pneumonia</source>
   <translation>肺炎</translation>
  </message>
  <message>
   <source>Pneumonia in children of 1 to 5 years (chest radiograph)</source>
   <translation>1 至 5 岁儿童肺炎（胸部平片）</translation>
  </message>
  <message>
   <source>Pneumonia is judged on frontal views only; this is a lateral view.</source>
   <translation>仅在正位片上判断肺炎；这是侧位片。</translation>
  </message>
  <message>
   <source>Points and open lines of the structure enclose nothing; left out.</source>
   <translation>结构中的点和开放线不围成区域；已略去。</translation>
  </message>
  <message>
   <source>Pol&amp;yline</source>
   <translation>折线(&amp;Y)</translation>
  </message>
  <message>
   <source>Polyline</source>
   <translation>折线</translation>
  </message>
  <message>
   <source>Portal vein</source>
   <translation>门静脉</translation>
  </message>
  <message>
   <source>Positions, orientation and spacing agree.</source>
   <translation>位置、方向和间距一致。</translation>
  </message>
  <message>
   <source>Positions, orientation and spacing agree. Lengths and volumes can be used.</source>
   <translation>位置、方向和间距一致。长度和体积可以使用。</translation>
  </message>
  <message>
   <source>Posterior hippocampus</source>
   <translation>海马后部</translation>
  </message>
  <message>
   <source>Preparing the display</source>
   <translation>正在准备显示</translation>
  </message>
  <message>
   <source>Preparing the mask</source>
   <translation>正在准备掩膜</translation>
  </message>
  <message>
   <source>Preparing the saliency map</source>
   <translation>正在准备显著图</translation>
  </message>
  <message>
   <source>Preparing the three-dimensional picture…</source>
   <translation>正在准备三维图像…</translation>
  </message>
  <message>
   <source>Presentation state on / off</source>
   <translation>显示状态开 / 关</translation>
  </message>
  <message>
   <source>Presentation state: {title}</source>
   <translation>显示状态：{title}</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Preview: nothing would change.</source>
   <translation>预览：不会有任何改变。</translation>
  </message>
  <message>
   <source>Preview: {label} {before} → {after} mL; not applied yet</source>
   <translation>预览：{label} {before} → {after} mL；尚未应用</translation>
  </message>
  <message>
   <source>Preview: {label} {before} → {after} pixels; not applied yet</source>
   <translation>预览：{label} {before} → {after} 像素；尚未应用</translation>
  </message>
  <message>
   <source>Previewing the edit</source>
   <translation>正在预览编辑</translation>
  </message>
  <message>
   <source>Previewing…</source>
   <translation>正在预览…</translation>
  </message>
  <message>
   <source>Previous &amp;series</source>
   <translation>上一序列(&amp;S)</translation>
  </message>
  <message>
   <source>Previous phase</source>
   <translation>上一时相</translation>
  </message>
  <message>
   <source>Previous viewport</source>
   <translation>上一视口</translation>
  </message>
  <message>
   <source>Prior {date}  {words}</source>
   <translation>既往 {date}  {words}</translation>
  </message>
  <message>
   <source>Private codes, which other programs do not know, stand for {count} of its structures that have no code of SNOMED CT here.</source>
   <translation>其中 {count} 个结构在此没有 SNOMED CT 代码，使用私有代码，其他程序不认识。</translation>
  </message>
  <message>
   <source>Prob&amp;e</source>
   <translation>探针(&amp;E)</translation>
  </message>
  <message>
   <source>Prob.</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Probability of pneumonia on a frontal chest radiograph of a child of 1 to 5 years, as a second opinion for a radiologist. Research use; not for diagnosis. Not for adults.</source>
   <translation>1 至 5 岁儿童胸部正位片的肺炎概率，作为放射科医师的第二意见。仅供研究；不用于诊断。不适用于成人。</translation>
  </message>
  <message>
   <source>Probability {probability}. {probability_note}</source>
   <translation>概率 {probability}。{probability_note}</translation>
  </message>
  <message>
   <source>Probability {words}</source>
   <translation>概率 {words}</translation>
  </message>
  <message>
   <source>Probe</source>
   <translation>探针</translation>
  </message>
  <message>
   <source>Proposals need review by a clinician; not a diagnosis.</source>
   <translation>候选结果须经临床医师审阅；非诊断结论。</translation>
  </message>
  <message>
   <source>Prostate</source>
   <translation>前列腺</translation>
  </message>
  <message>
   <source>Protocol</source>
   <translation>扫描方案</translation>
  </message>
  <message>
   <source>Protocol deleted: {title}</source>
   <translation>已删除协议：{title}</translation>
  </message>
  <message>
   <source>Protocol kept: {title}</source>
   <translation>已保存协议：{title}</translation>
  </message>
  <message>
   <source>Pulmonary artery</source>
   <translation>肺动脉</translation>
  </message>
  <message>
   <source>Quality (as TG18-QC)</source>
   <translation>质量（同 TG18-QC）</translation>
  </message>
  <message>
   <source>RLE holds whole bytes, but the header says single bits.</source>
   <translation>RLE 以整字节存储，而头信息为单个位。</translation>
  </message>
  <message>
   <source>Radiograph</source>
   <translation>X 线平片</translation>
  </message>
  <message>
   <source>Radiopharmaceutical</source>
   <translation>放射性药物</translation>
  </message>
  <message>
   <source>Radius</source>
   <translation>半径</translation>
  </message>
  <message>
   <source>Radius of the brush</source>
   <translation>画笔半径</translation>
  </message>
  <message>
   <source>Rainbow</source>
   <translation>彩虹</translation>
  </message>
  <message>
   <source>Raises contrast within each part of a slice. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>提高层面各部分内的对比度。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Re&amp;gister series to the active one…</source>
   <translation>将序列配准到当前序列(&amp;G)…</translation>
  </message>
  <message>
   <source>Re&amp;open finding</source>
   <translation>重新审阅发现(&amp;O)</translation>
  </message>
  <message>
   <source>Read the position of the hippocampus from the crosshair, in LPS mm.</source>
   <translation>请从十字线读取海马的位置，单位 LPS mm。</translation>
  </message>
  <message>
   <source>Reader not named</source>
   <translation>未署医师姓名</translation>
  </message>
  <message>
   <source>Reader's &amp;name…</source>
   <translation>阅片医师姓名(&amp;N)…</translation>
  </message>
  <message>
   <source>Reader's name</source>
   <translation>阅片医师姓名</translation>
  </message>
  <message>
   <source>Reader's role</source>
   <translation>阅片医师职务</translation>
  </message>
  <message>
   <source>Reader: {name}</source>
   <translation>阅片医师：{name}</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>正在读取</translation>
  </message>
  <message>
   <source>Reading a thumbnail</source>
   <translation>正在读取缩略图</translation>
  </message>
  <message>
   <source>Reading headers</source>
   <translation>正在读取头信息</translation>
  </message>
  <message>
   <source>Reading images</source>
   <translation>正在读取图像</translation>
  </message>
  <message>
   <source>Reading overlays and presentation states</source>
   <translation>正在读取叠加层和显示状态</translation>
  </message>
  <message>
   <source>Reading phase {number}…</source>
   <translation>正在读取时相 {number}…</translation>
  </message>
  <message>
   <source>Reading the first image</source>
   <translation>正在读取第一幅图像</translation>
  </message>
  <message>
   <source>Reading {name}</source>
   <translation>正在读取 {name}</translation>
  </message>
  <message>
   <source>Reading {name}…</source>
   <translation>正在读取 {name}…</translation>
  </message>
  <message>
   <source>Readings</source>
   <translation>测量值</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>正在读取…</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Recent actions</source>
   <translation>最近的操作</translation>
  </message>
  <message>
   <source>Recent studies</source>
   <translation>最近的检查</translation>
  </message>
  <message>
   <source>Recent studies in the menu</source>
   <translation>菜单中的最近检查</translation>
  </message>
  <message>
   <source>Reconstruction diameter</source>
   <translation>重建直径</translation>
  </message>
  <message>
   <source>Rectan&amp;gle</source>
   <translation>矩形(&amp;G)</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>矩形</translation>
  </message>
  <message>
   <source>Rectum</source>
   <translation>直肠</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Referred by</source>
   <translation>申请医师</translation>
  </message>
  <message>
   <source>Refining…</source>
   <translation>正在细化…</translation>
  </message>
  <message>
   <source>Registering</source>
   <translation>正在配准</translation>
  </message>
  <message>
   <source>Registering {moving} to {fixed}…</source>
   <translation>正在将 {moving} 配准到 {fixed}…</translation>
  </message>
  <message>
   <source>Registration given up.</source>
   <translation>已放弃配准。</translation>
  </message>
  <message>
   <source>Registration given up: its series are not shown any more.</source>
   <translation>配准已放弃：其序列已不再显示。</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>拒绝</translation>
  </message>
  <message>
   <source>Remembered</source>
   <translation>已记住</translation>
  </message>
  <message>
   <source>Remove calibration</source>
   <translation>移除校准</translation>
  </message>
  <message>
   <source>Remove key image</source>
   <translation>移除关键图像</translation>
  </message>
  <message>
   <source>Remove risk score</source>
   <translation>移除风险评分</translation>
  </message>
  <message>
   <source>Remove that plugin first.</source>
   <translation>请先移除该插件。</translation>
  </message>
  <message>
   <source>Remove the model, or report this to its author.</source>
   <translation>请移除该模型，或将此情况告知其作者。</translation>
  </message>
  <message>
   <source>Remove what does not belong to the plugin, or install it again.</source>
   <translation>请移除不属于该插件的内容，或重新安装。</translation>
  </message>
  <message>
   <source>Removes speckle and keeps edges. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>去除斑点并保留边缘。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Rename segment</source>
   <translation>重命名分割段</translation>
  </message>
  <message>
   <source>Rename the file.</source>
   <translation>请重命名该文件。</translation>
  </message>
  <message>
   <source>Reopen</source>
   <translation>重新审阅</translation>
  </message>
  <message>
   <source>Repetition time</source>
   <translation>重复时间</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>报告</translation>
  </message>
  <message>
   <source>Report &amp;header and role…</source>
   <translation>报告抬头与职务(&amp;H)…</translation>
  </message>
  <message>
   <source>Report header and role</source>
   <translation>报告抬头与职务</translation>
  </message>
  <message>
   <source>Report this fault.</source>
   <translation>请报告此故障。</translation>
  </message>
  <message>
   <source>Report this fault; NIfTI export stays possible.</source>
   <translation>请报告此故障；仍可导出 NIfTI。</translation>
  </message>
  <message>
   <source>Report this to the plugin's author; nothing was kept.</source>
   <translation>请向插件作者报告；未保留任何内容。</translation>
  </message>
  <message>
   <source>Report written: {name}  (hash {digest})</source>
   <translation>报告已写入：{name}（哈希 {digest}）</translation>
  </message>
  <message>
   <source>Resampled for display</source>
   <translation>显示已重采样</translation>
  </message>
  <message>
   <source>Rese&amp;t view</source>
   <translation>重置视图(&amp;T)</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>审阅</translation>
  </message>
  <message>
   <source>Review the findings, then write the report again.</source>
   <translation>请审阅发现后重新写报告。</translation>
  </message>
  <message>
   <source>Reviewed findings: {kept}</source>
   <translation>已审阅的发现：{kept}</translation>
  </message>
  <message>
   <source>Rib</source>
   <translation>肋骨</translation>
  </message>
  <message>
   <source>Richardson-Lucy</source>
   <translation>Richardson-Lucy</translation>
  </message>
  <message>
   <source>Richardson-Lucy deblurring, {fwhm:g} mm, {steps} steps</source>
   <translation>Richardson-Lucy 去模糊，{fwhm:g} mm，{steps} 步</translation>
  </message>
  <message>
   <source>Right adrenal gland</source>
   <translation>右肾上腺</translation>
  </message>
  <message>
   <source>Right and left</source>
   <translation>双侧</translation>
  </message>
  <message>
   <source>Right artery</source>
   <translation>右侧动脉</translation>
  </message>
  <message>
   <source>Right breast</source>
   <translation>右乳腺</translation>
  </message>
  <message>
   <source>Right bronchus</source>
   <translation>右支气管</translation>
  </message>
  <message>
   <source>Right clavicle</source>
   <translation>右锁骨</translation>
  </message>
  <message>
   <source>Right click on its line</source>
   <translation>右击其线条</translation>
  </message>
  <message>
   <source>Right drag</source>
   <translation>右键拖动</translation>
  </message>
  <message>
   <source>Right eye</source>
   <translation>右眼</translation>
  </message>
  <message>
   <source>Right femur</source>
   <translation>右股骨</translation>
  </message>
  <message>
   <source>Right hippocampus</source>
   <translation>右海马</translation>
  </message>
  <message>
   <source>Right humerus</source>
   <translation>右肱骨</translation>
  </message>
  <message>
   <source>Right kidney</source>
   <translation>右肾</translation>
  </message>
  <message>
   <source>Right lung</source>
   <translation>右肺</translation>
  </message>
  <message>
   <source>Right lung field</source>
   <translation>右肺野</translation>
  </message>
  <message>
   <source>Right optic nerve</source>
   <translation>右视神经</translation>
  </message>
  <message>
   <source>Right ovary</source>
   <translation>右卵巢</translation>
  </message>
  <message>
   <source>Right parotid gland</source>
   <translation>右腮腺</translation>
  </message>
  <message>
   <source>Right patella</source>
   <translation>右髌骨</translation>
  </message>
  <message>
   <source>Right pulmonary artery</source>
   <translation>右肺动脉</translation>
  </message>
  <message>
   <source>Right rib</source>
   <translation>右肋骨</translation>
  </message>
  <message>
   <source>Right scapula</source>
   <translation>右肩胛骨</translation>
  </message>
  <message>
   <source>Right testis</source>
   <translation>右睾丸</translation>
  </message>
  <message>
   <source>Right tibia</source>
   <translation>右胫骨</translation>
  </message>
  <message>
   <source>Right vein</source>
   <translation>右侧静脉</translation>
  </message>
  <message>
   <source>Risk</source>
   <translation>风险评分</translation>
  </message>
  <message>
   <source>Risk scores and guidelines</source>
   <translation>风险评分与指南</translation>
  </message>
  <message>
   <source>Rotate left</source>
   <translation>向左旋转</translation>
  </message>
  <message>
   <source>Row {row:.0f}  column {column:.0f}</source>
   <translation>行 {row:.0f}  列 {column:.0f}</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>Run it only if you trust who made it: `lightbox plugins trust {plugin_id}`, or --trust.</source>
   <translation>仅在信任其作者时运行：`lightbox plugins trust {plugin_id}`，或 --trust。</translation>
  </message>
  <message>
   <source>Run the analysis again or draw the segment again, or reject the finding.</source>
   <translation>请重新运行分析、重新勾画分割，或拒绝该发现。</translation>
  </message>
  <message>
   <source>S&amp;egmentation</source>
   <translation>分割(&amp;E)</translation>
  </message>
  <message>
   <source>SD</source>
   <translation>标准差</translation>
  </message>
  <message>
   <source>SD (of the population)</source>
   <translation>标准差（总体）</translation>
  </message>
  <message>
   <source>SEMIAUTOMATIC</source>
   <translation>半自动</translation>
  </message>
  <message>
   <source>SNOMED CT codes, as DICOM segmentations name structures.</source>
   <translation>SNOMED CT 编码，与 DICOM 分割的结构命名一致。</translation>
  </message>
  <message>
   <source>SUV</source>
   <translation>SUV</translation>
  </message>
  <message>
   <source>SUV 0–10</source>
   <translation>SUV 0–10</translation>
  </message>
  <message>
   <source>SUV 0–20</source>
   <translation>SUV 0–20</translation>
  </message>
  <message>
   <source>SUV 0–5</source>
   <translation>SUV 0–5</translation>
  </message>
  <message>
   <source>SUV cannot be computed: {reason}.</source>
   <translation>无法计算 SUV：{reason}。</translation>
  </message>
  <message>
   <source>SUV factor</source>
   <translation>SUV 系数</translation>
  </message>
  <message>
   <source>SUVbw</source>
   <translation>SUVbw</translation>
  </message>
  <message>
   <source>Sacrum</source>
   <translation>骶骨</translation>
  </message>
  <message>
   <source>Sagittal</source>
   <translation>矢状位</translation>
  </message>
  <message>
   <source>Sagittal {letter} {value:.1f} mm</source>
   <translation>矢状位 {letter} {value:.1f} mm</translation>
  </message>
  <message>
   <source>Saliency map</source>
   <translation>显著图</translation>
  </message>
  <message>
   <source>Save draft…</source>
   <translation>保存草稿…</translation>
  </message>
  <message>
   <source>Save picture</source>
   <translation>保存图像</translation>
  </message>
  <message>
   <source>Save report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Save table…</source>
   <translation>保存表格…</translation>
  </message>
  <message>
   <source>Scan made for lung cancer screening</source>
   <translation>为肺癌筛查所做的扫描</translation>
  </message>
  <message>
   <source>Scan the folder again.</source>
   <translation>请重新扫描该文件夹。</translation>
  </message>
  <message>
   <source>Scanning sequence</source>
   <translation>扫描序列</translation>
  </message>
  <message>
   <source>Scapula</source>
   <translation>肩胛骨</translation>
  </message>
  <message>
   <source>Scissors</source>
   <translation>剪刀</translation>
  </message>
  <message>
   <source>Scissors cut</source>
   <translation>剪刀切割</translation>
  </message>
  <message>
   <source>Scissors: {cut} of {label}</source>
   <translation>剪刀：{label} {cut}</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>评分</translation>
  </message>
  <message>
   <source>Scores of these findings rest on the former numbers; make them again.</source>
   <translation>这些发现的评分基于旧数值；请重新评分。</translation>
  </message>
  <message>
   <source>Scrolling</source>
   <translation>翻页</translation>
  </message>
  <message>
   <source>Se {number}  </source>
   <translation>序列 {number}  </translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Search actions and series</source>
   <translation>搜索操作和序列</translation>
  </message>
  <message>
   <source>Search, e.g. left kidney</source>
   <translation>搜索，例如 left kidney</translation>
  </message>
  <message>
   <source>Search; Enter finds the next place</source>
   <translation>搜索；回车查找下一处</translation>
  </message>
  <message>
   <source>Second look for lung nodules of about 4 to 30 mm in chest CT; every candidate is to be judged by a radiologist. Research use; not for diagnosis.</source>
   <translation>对胸部 CT 中约 4 至 30 mm 肺结节的二次查看；每个候选均须由放射科医师判断。仅供研究；不用于诊断。</translation>
  </message>
  <message>
   <source>Seen is not measured: this does not verify the display.</source>
   <translation>目视不等于测量：这不能验证显示器。</translation>
  </message>
  <message>
   <source>Segment</source>
   <translation>分割段</translation>
  </message>
  <message>
   <source>Segment color</source>
   <translation>分割段颜色</translation>
  </message>
  <message>
   <source>Segment editor</source>
   <translation>分割编辑</translation>
  </message>
  <message>
   <source>Segment {number}</source>
   <translation>分割段 {number}</translation>
  </message>
  <message>
   <source>Segment {number}, not described</source>
   <translation>分段 {number}，未描述</translation>
  </message>
  <message>
   <source>Segment {segmentnumber}</source>
   <translation>分割段 {segmentnumber}</translation>
  </message>
  <message>
   <source>Segments</source>
   <translation>分割段</translation>
  </message>
  <message>
   <source>Segments to edit</source>
   <translation>要编辑的分割段</translation>
  </message>
  <message>
   <source>Sequence</source>
   <translation>脉冲序列</translation>
  </message>
  <message>
   <source>Series</source>
   <translation>序列</translation>
  </message>
  <message>
   <source>Series Description</source>
   <translation>序列描述</translation>
  </message>
  <message>
   <source>Series laid over</source>
   <translation>叠加的序列</translation>
  </message>
  <message>
   <source>Set by the environment variable {name}.</source>
   <translation>由环境变量 {name} 设定。</translation>
  </message>
  <message>
   <source>Set two points of a centerline first (Planes &gt; Centerline).</source>
   <translation>请先设置中心线的两个点（平面 &gt; 中心线）。</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Settings last until the end.</source>
   <translation>设置仅在本次运行期间有效。</translation>
  </message>
  <message>
   <source>Several images lie at each position, and nothing but their instance numbers says which of them belong together.</source>
   <translation>每个位置有多幅图像，除实例号外没有信息说明哪些图像属于同一组。</translation>
  </message>
  <message>
   <source>Several images lie at the same position without a stated reason; the surplus is shown as a stack of its own.</source>
   <translation>多幅图像位于同一位置且未说明原因；多余图像作为单独的图像堆显示。</translation>
  </message>
  <message>
   <source>Several images with different content have one SOP Instance UID: what refers to them by it may mean another of them.</source>
   <translation>多幅内容不同的图像具有同一个 SOP Instance UID：按该 UID 引用的内容可能指的是其中另一幅。</translation>
  </message>
  <message>
   <source>Several slices are tiled into one image, which has no place of its own.</source>
   <translation>多个层面拼接在一幅图像中，该图像没有自己的位置。</translation>
  </message>
  <message>
   <source>Sex</source>
   <translation>性别</translation>
  </message>
  <message>
   <source>Sex, age</source>
   <translation>性别、年龄</translation>
  </message>
  <message>
   <source>Share of lung below -950 HU</source>
   <translation>低于 -950 HU 的肺比例</translation>
  </message>
  <message>
   <source>Shift + move</source>
   <translation>Shift + 移动</translation>
  </message>
  <message>
   <source>Shift + wheel</source>
   <translation>Shift + 滚轮</translation>
  </message>
  <message>
   <source>Short Axis</source>
   <translation>短轴</translation>
  </message>
  <message>
   <source>Short axis in the same plane</source>
   <translation>同一平面内的短轴</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show &amp;crosshair</source>
   <translation>显示十字线(&amp;C)</translation>
  </message>
  <message>
   <source>Show &amp;masks</source>
   <translation>显示掩膜(&amp;M)</translation>
  </message>
  <message>
   <source>Show &amp;reference lines</source>
   <translation>显示定位线(&amp;R)</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>Show an image first.</source>
   <translation>请先显示图像。</translation>
  </message>
  <message>
   <source>Show en&amp;hanced picture</source>
   <translation>显示增强图像(&amp;H)</translation>
  </message>
  <message>
   <source>Show everything</source>
   <translation>显示全部</translation>
  </message>
  <message>
   <source>Show m&amp;easurements</source>
   <translation>显示测量(&amp;E)</translation>
  </message>
  <message>
   <source>Show o&amp;verlays and graphics</source>
   <translation>显示叠加层和图形(&amp;V)</translation>
  </message>
  <message>
   <source>Show sa&amp;liency map</source>
   <translation>显示显著图(&amp;L)</translation>
  </message>
  <message>
   <source>Show series without a common frame of reference side by side to link them.</source>
   <translation>要联动没有共同参考坐标系的序列，请将其并排显示。</translation>
  </message>
  <message>
   <source>Show shu&amp;tters</source>
   <translation>显示遮光器(&amp;T)</translation>
  </message>
  <message>
   <source>Show that series first, then open the file again.</source>
   <translation>请先显示该序列，再重新打开文件。</translation>
  </message>
  <message>
   <source>Show what the operation would do; Esc ends it</source>
   <translation>显示该操作的结果；按 Esc 结束预览</translation>
  </message>
  <message>
   <source>Show {series}</source>
   <translation>显示 {series}</translation>
  </message>
  <message>
   <source>Shown as it came, without a presentation state.</source>
   <translation>按原样显示，未应用显示状态。</translation>
  </message>
  <message>
   <source>Shown segments give way</source>
   <translation>显示的分割段让位</translation>
  </message>
  <message>
   <source>Shown; click to hide</source>
   <translation>已显示；单击隐藏</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>侧别</translation>
  </message>
  <message>
   <source>Side along {axis}</source>
   <translation>沿 {axis} 的边长</translation>
  </message>
  <message>
   <source>Sign the report</source>
   <translation>签署报告</translation>
  </message>
  <message>
   <source>Sign version {number}…</source>
   <translation>签署第 {number} 版…</translation>
  </message>
  <message>
   <source>Signal intensity</source>
   <translation>信号强度</translation>
  </message>
  <message>
   <source>Signature</source>
   <translation>签名</translation>
  </message>
  <message>
   <source>Signed by {signed_by}, {moment}.</source>
   <translation>由 {signed_by} 签署，{moment}。</translation>
  </message>
  <message>
   <source>Signed report, version 1</source>
   <translation>已签署报告，第 1 版</translation>
  </message>
  <message>
   <source>Signed report, version {number}</source>
   <translation>已签署报告，第 {number} 版</translation>
  </message>
  <message>
   <source>Sign…</source>
   <translation>签署…</translation>
  </message>
  <message>
   <source>Single or multiple nodules</source>
   <translation>单发或多发结节</translation>
  </message>
  <message>
   <source>Site</source>
   <translation>部位</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>Size of the screen</source>
   <translation>屏幕尺寸</translation>
  </message>
  <message>
   <source>Size of the screen…</source>
   <translation>屏幕尺寸…</translation>
  </message>
  <message>
   <source>Sizes disagree: {basis} is {by_volume}, {other_basis} is {by_diameter}. The volume was used.</source>
   <translation>大小不一致：按{basis}为{by_volume}，按{other_basis}为{by_diameter}。采用体积。</translation>
  </message>
  <message>
   <source>Sizes of screens that were measured with a card; View &gt; Size of the screen.</source>
   <translation>用卡片测量过的屏幕尺寸；视图 &gt; 屏幕尺寸。</translation>
  </message>
  <message>
   <source>Skewness</source>
   <translation>偏度</translation>
  </message>
  <message>
   <source>Skin</source>
   <translation>皮肤</translation>
  </message>
  <message>
   <source>Skull</source>
   <translation>颅骨</translation>
  </message>
  <message>
   <source>Slab of 10 mm (MI&amp;P)</source>
   <translation>10 mm 层厚块（MIP）(&amp;P)</translation>
  </message>
  <message>
   <source>Slab {thickness_mm:g} mm {mode}</source>
   <translation>层厚块 {thickness_mm:g} mm {mode}</translation>
  </message>
  <message>
   <source>Slab: m&amp;ean</source>
   <translation>层厚块：平均(&amp;E)</translation>
  </message>
  <message>
   <source>Slab: ma&amp;ximum (MIP)</source>
   <translation>层厚块：最大密度（MIP）(&amp;X)</translation>
  </message>
  <message>
   <source>Slab: mi&amp;nimum (MinIP)</source>
   <translation>层厚块：最小密度（MinIP）(&amp;N)</translation>
  </message>
  <message>
   <source>Slice thickness</source>
   <translation>层厚</translation>
  </message>
  <message>
   <source>Slice thickness was not entered; the index is valid up to 1.25 mm.</source>
   <translation>未输入层厚；该指数在层厚不超过 1.25 mm 时有效。</translation>
  </message>
  <message>
   <source>Slices are not equally spaced: {steps:.3f} to {steps2:.3f} mm.</source>
   <translation>层间距不均匀：{steps:.3f} 至 {steps2:.3f} mm。</translation>
  </message>
  <message>
   <source>Slices are shifted sideways against each other by up to {worst:.2f} mm.</source>
   <translation>层面相互侧向偏移，最大 {worst:.2f} mm。</translation>
  </message>
  <message>
   <source>Slices of several acquisitions alternate in this volume.</source>
   <translation>此容积中多次采集的层面交替排列。</translation>
  </message>
  <message>
   <source>Slices of this series lie unevenly; segments are not edited on it.</source>
   <translation>此序列层间距不均匀；不能在其上编辑分割。</translation>
  </message>
  <message>
   <source>Sma&amp;ller brush</source>
   <translation>缩小画笔(&amp;L)</translation>
  </message>
  <message>
   <source>Small intestine</source>
   <translation>小肠</translation>
  </message>
  <message>
   <source>Smaller keeps more edges.</source>
   <translation>越小保留的边缘越多。</translation>
  </message>
  <message>
   <source>Smallest diameter</source>
   <translation>最小直径</translation>
  </message>
  <message>
   <source>Smallest to keep</source>
   <translation>保留的最小体积</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Smooth reconstruction kernel</source>
   <translation>平滑重建核</translation>
  </message>
  <message>
   <source>Smooths noise along edges, not across them. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>沿边缘而不跨边缘平滑噪声。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Smooths noise evenly. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>均匀平滑噪声。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Soft tissue</source>
   <translation>软组织</translation>
  </message>
  <message>
   <source>Soft tissue beside liver</source>
   <translation>软组织窗与肝窗并排</translation>
  </message>
  <message>
   <source>Some contours lie in other planes than the slices; they are left out.</source>
   <translation>部分轮廓不在层面所在的平面内；未读入。</translation>
  </message>
  <message>
   <source>Some settings cannot be used.</source>
   <translation>部分设置无法使用。</translation>
  </message>
  <message>
   <source>Something kept from an earlier session cannot be read by this version.</source>
   <translation>此版本无法读取此前保存的部分内容。</translation>
  </message>
  <message>
   <source>Something that was done cannot be kept, by a fault of the program.</source>
   <translation>由于程序故障，某项操作无法保存。</translation>
  </message>
  <message>
   <source>Source-detector distance</source>
   <translation>源-探测器距离</translation>
  </message>
  <message>
   <source>Spacing (slice, row, column) {join} mm</source>
   <translation>间距（层、行、列）{join} mm</translation>
  </message>
  <message>
   <source>Spacing not trusted: no scale</source>
   <translation>间距不可信：不显示比例尺</translation>
  </message>
  <message>
   <source>Spacing not trusted: px</source>
   <translation>间距不可信：以 px 计</translation>
  </message>
  <message>
   <source>Spiculation</source>
   <translation>毛刺征</translation>
  </message>
  <message>
   <source>Spinal cord</source>
   <translation>脊髓</translation>
  </message>
  <message>
   <source>Spleen</source>
   <translation>脾</translation>
  </message>
  <message>
   <source>Spline</source>
   <translation>样条区域</translation>
  </message>
  <message>
   <source>Spline region</source>
   <translation>样条区域</translation>
  </message>
  <message>
   <source>Spring</source>
   <translation>春</translation>
  </message>
  <message>
   <source>Standardized Uptake Value</source>
   <translation>标准化摄取值</translation>
  </message>
  <message>
   <source>Stands under the name in signed reports, e.g. Consultant radiologist.</source>
   <translation>签署报告中姓名下方的文字，例如：放射科主任医师。</translation>
  </message>
  <message>
   <source>Start that version, or give this one another data folder.</source>
   <translation>请启动那个版本，或为本版本指定另一个数据文件夹。</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Statement</source>
   <translation>表述</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Steepens edges. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>增强边缘。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>步数</translation>
  </message>
  <message>
   <source>Sternum</source>
   <translation>胸骨</translation>
  </message>
  <message>
   <source>Stomach</source>
   <translation>胃</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stopped by a fault</source>
   <translation>因故障停止</translation>
  </message>
  <message>
   <source>Straightened</source>
   <translation>拉直图像</translation>
  </message>
  <message>
   <source>Straightened: no mm</source>
   <translation>拉直图像：不以 mm 计</translation>
  </message>
  <message>
   <source>Stroke</source>
   <translation>卒中</translation>
  </message>
  <message>
   <source>Structure</source>
   <translation>结构</translation>
  </message>
  <message>
   <source>Structures smaller than the box vanish: small nodules, calcifications and thin vessels may be lost.</source>
   <translation>小于框的结构会消失：小结节、钙化和细血管可能丢失。</translation>
  </message>
  <message>
   <source>Studies</source>
   <translation>检查</translation>
  </message>
  <message>
   <source>Study</source>
   <translation>检查</translation>
  </message>
  <message>
   <source>Study date</source>
   <translation>检查日期</translation>
  </message>
  <message>
   <source>Subdural</source>
   <translation>硬膜下</translation>
  </message>
  <message>
   <source>Summer</source>
   <translation>夏</translation>
  </message>
  <message>
   <source>Surfaces of &amp;segments</source>
   <translation>分割段表面(&amp;S)</translation>
  </message>
  <message>
   <source>Surfaces only</source>
   <translation>仅表面</translation>
  </message>
  <message>
   <source>Switched off in the settings.</source>
   <translation>已在设置中关闭。</translation>
  </message>
  <message>
   <source>T&amp;heme</source>
   <translation>主题(&amp;H)</translation>
  </message>
  <message>
   <source>T1, T2, FLAIR, diffusion</source>
   <translation>T1、T2、FLAIR、弥散</translation>
  </message>
  <message>
   <source>Take out</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>Take over what was measured on the finding and what the images state</source>
   <translation>采用该发现的测量值和图像中的信息</translation>
  </message>
  <message>
   <source>Take this score out of the report</source>
   <translation>将此评分从报告中移除</translation>
  </message>
  <message>
   <source>Technique</source>
   <translation>检查技术</translation>
  </message>
  <message>
   <source>Temporal Position Time Offset</source>
   <translation>时间位置偏移</translation>
  </message>
  <message>
   <source>Temporal Position and Temporal Resolution</source>
   <translation>时间位置与时间分辨率</translation>
  </message>
  <message>
   <source>Temporal bone</source>
   <translation>颞骨</translation>
  </message>
  <message>
   <source>Terms</source>
   <translation>术语</translation>
  </message>
  <message>
   <source>Testis</source>
   <translation>睾丸</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>Text in the corners</source>
   <translation>角落文字</translation>
  </message>
  <message>
   <source>Text, values, histogram of a measurement</source>
   <translation>测量的文字、数值和直方图</translation>
  </message>
  <message>
   <source>Text:</source>
   <translation>文字：</translation>
  </message>
  <message>
   <source>Texture vanishes and faint edges are flattened; smooth patches with sharp rims may look like lesions.</source>
   <translation>纹理消失，淡薄边缘变平；边缘锐利的平滑斑块可能貌似病灶。</translation>
  </message>
  <message>
   <source>Th&amp;inner slab</source>
   <translation>减薄层厚块(&amp;I)</translation>
  </message>
  <message>
   <source>The DICOM report, read again, holds other numbers; it is not kept.</source>
   <translation>DICOM 报告重新读取后数值不同；未保留。</translation>
  </message>
  <message>
   <source>The DICOM segmentation, read again, differs from the mask; it is not kept.</source>
   <translation>DICOM 分割重新读取后与掩膜不同；未保留。</translation>
  </message>
  <message>
   <source>The NIfTI mask, read again, differs from the mask; it is not kept.</source>
   <translation>NIfTI 掩膜重新读取后与掩膜不同；未保留。</translation>
  </message>
  <message>
   <source>The PDF and the JSON result hold the same numbers.</source>
   <translation>PDF 和 JSON 结果含有相同的数值。</translation>
  </message>
  <message>
   <source>The Patient ID {id} stands for {count} people: name, birth date or sex differ.</source>
   <translation>患者 ID {id} 对应 {count} 个人：姓名、出生日期或性别不同。</translation>
  </message>
  <message>
   <source>The Study Instance UID {uid} stands for studies of {count} people; they are kept apart.</source>
   <translation>检查实例 UID {uid} 对应 {count} 个人的检查；它们被分开保存。</translation>
  </message>
  <message>
   <source>The VOI LUT Function {function} is not known; windows are applied as LINEAR.</source>
   <translation>VOI LUT 函数 {function} 未知；窗宽窗位按 LINEAR 应用。</translation>
  </message>
  <message>
   <source>The active image is not joined with other series.</source>
   <translation>当前图像未与其他序列合并。</translation>
  </message>
  <message>
   <source>The archive of this computer was damaged; what can be read of it is kept.</source>
   <translation>此计算机的存档已损坏；其中可读取的内容已保留。</translation>
  </message>
  <message>
   <source>The box is not of the size of a hippocampus crop (about 35 x 51 x 35 mm).</source>
   <translation>该框不是海马裁剪块的大小（约 35 x 51 x 35 mm）。</translation>
  </message>
  <message>
   <source>The box lies outside the volume.</source>
   <translation>该框位于容积数据之外。</translation>
  </message>
  <message>
   <source>The character set {name} is not known; names and texts may be read wrongly.</source>
   <translation>字符集 {name} 未知；姓名和文字可能显示有误。</translation>
  </message>
  <message>
   <source>The compressed frames of an image cannot be told apart.</source>
   <translation>无法区分一幅图像的各压缩帧。</translation>
  </message>
  <message>
   <source>The compressed pixels of an image are damaged: a fragment has no end.</source>
   <translation>一个图像的压缩像素数据已损坏：某个片段没有结尾。</translation>
  </message>
  <message>
   <source>The contours lie between the slices; each slice takes those nearest to it.</source>
   <translation>轮廓位于层面之间；每个层面取离它最近的轮廓。</translation>
  </message>
  <message>
   <source>The dates lie more than 100 years apart.</source>
   <translation>两个日期相差超过 100 年。</translation>
  </message>
  <message>
   <source>The disk did not take {count} entries: decisions, measurements or edits. They are lost when the program is closed now. Close it all the same?</source>
   <translation>磁盘未能写入 {count} 条记录：决定、测量或编辑。现在关闭程序，这些内容将丢失。仍要关闭吗？</translation>
  </message>
  <message>
   <source>The disk is full; {name} was not written.</source>
   <translation>磁盘已满；未写入 {name}。</translation>
  </message>
  <message>
   <source>The file as it was is kept as {name}.</source>
   <translation>原文件保存为 {name}。</translation>
  </message>
  <message>
   <source>The file does not say which structure this is.</source>
   <translation>文件没有说明这是哪个结构。</translation>
  </message>
  <message>
   <source>The file does not state how the image lies in the patient: left and right, front and back, head and feet are not known.</source>
   <translation>文件未说明图像在患者体内的方位：左右、前后、头足均未知。</translation>
  </message>
  <message>
   <source>The file does not state its modality; it was taken for {wanted}.</source>
   <translation>文件未说明成像设备类型；按 {wanted} 处理。</translation>
  </message>
  <message>
   <source>The file does not state its orientation: sides assume the usual display, with the patient's left at the right edge.</source>
   <translation>文件未说明方向：左右侧按通常显示假定，即患者左侧在图像右缘。</translation>
  </message>
  <message>
   <source>The file draws this structure in {count} parts; they are put together.</source>
   <translation>文件将此结构分为 {count} 部分绘制；它们已被合并。</translation>
  </message>
  <message>
   <source>The file gives several structures one number; the name may be another's.</source>
   <translation>文件中多个结构使用同一编号；名称可能属于另一结构。</translation>
  </message>
  <message>
   <source>The file holds probabilities; voxels of at least one half are taken.</source>
   <translation>文件保存的是概率；取不小于一半的体素。</translation>
  </message>
  <message>
   <source>The file holds shares of voxels; those of at least one half are taken.</source>
   <translation>文件保存的是体素的占比；取不小于一半的体素。</translation>
  </message>
  <message>
   <source>The file is there</source>
   <translation>文件已存在</translation>
  </message>
  <message>
   <source>The file is whole; convert it, or choose another.</source>
   <translation>文件完整；请转换它，或选择其他文件。</translation>
  </message>
  <message>
   <source>The file may be cut short or damaged; fetch it again.</source>
   <translation>文件可能被截断或损坏；请重新获取。</translation>
  </message>
  <message>
   <source>The file may be cut short; ask the sender for it again.</source>
   <translation>文件可能被截断；请向发送方重新索取。</translation>
  </message>
  <message>
   <source>The file may be cut short; fetch it again.</source>
   <translation>文件可能被截断；请重新获取。</translation>
  </message>
  <message>
   <source>The file may be damaged; ask the sender for it again.</source>
   <translation>文件可能已损坏；请重新索取。</translation>
  </message>
  <message>
   <source>The file names another series than this one, and nothing says that their positions can be compared.</source>
   <translation>文件指明的是另一个序列，且没有任何内容表明两者的位置可以比较。</translation>
  </message>
  <message>
   <source>The file names other images of this series than these, maybe another phase.</source>
   <translation>文件指明的是此序列的其他图像而不是这些图像，可能是另一个时相。</translation>
  </message>
  <message>
   <source>The file names this image, but states another name, birth date or sex: {stated}.</source>
   <translation>文件指明此图像，但声明了另外的姓名、出生日期或性别：{stated}。</translation>
  </message>
  <message>
   <source>The file of points cannot be read.</source>
   <translation>无法读取点文件。</translation>
  </message>
  <message>
   <source>The file or folder does not exist.</source>
   <translation>文件或文件夹不存在。</translation>
  </message>
  <message>
   <source>The file states body part {part}; the plugin is for {names}.</source>
   <translation>文件说明的部位为 {part}；该插件适用于 {names}。</translation>
  </message>
  <message>
   <source>The file states no modality; it was taken as {modality}.</source>
   <translation>文件未说明成像设备类型；按 {modality} 处理。</translation>
  </message>
  <message>
   <source>The file states one position for all its images: where each of them lies is not known, so that there are no planes and no volumes.</source>
   <translation>文件对其所有图像只给出一个位置：各图像的位置未知，因此没有重建平面，也没有体积。</translation>
  </message>
  <message>
   <source>The file states voxels of a size, or a place, that cannot be.</source>
   <translation>文件所述的体素尺寸或位置不可能成立。</translation>
  </message>
  <message>
   <source>The file {name} of the model {name2} is not the one that was pinned.</source>
   <translation>模型 {name2} 的文件 {name} 不是所指定的文件。</translation>
  </message>
  <message>
   <source>The files of this series were changed since they were opened.</source>
   <translation>该序列的文件在打开之后已被更改。</translation>
  </message>
  <message>
   <source>The findings belong to another series than the image.</source>
   <translation>这些发现属于另一序列，而非此图像的序列。</translation>
  </message>
  <message>
   <source>The findings file holds no list of findings.</source>
   <translation>发现文件中没有发现列表。</translation>
  </message>
  <message>
   <source>The folder does not hold a series of labels for a volume.</source>
   <translation>该文件夹不含可用于容积数据的标签序列。</translation>
  </message>
  <message>
   <source>The folder {name} holds no mask.</source>
   <translation>文件夹 {name} 中没有掩膜。</translation>
  </message>
  <message>
   <source>The folder {name} holds {count} masks: {names}.</source>
   <translation>文件夹 {name} 中有 {count} 个掩膜：{names}。</translation>
  </message>
  <message>
   <source>The gantry was tilted</source>
   <translation>机架倾斜</translation>
  </message>
  <message>
   <source>The geometry badge names the files and the reasons.</source>
   <translation>几何标记列出了文件和原因。</translation>
  </message>
  <message>
   <source>The guideline is not for {words}.</source>
   <translation>该指南不适用于{words}。</translation>
  </message>
  <message>
   <source>The hanging protocol cannot be deleted.</source>
   <translation>无法删除挂片协议。</translation>
  </message>
  <message>
   <source>The hanging protocol cannot be kept.</source>
   <translation>无法保存挂片协议。</translation>
  </message>
  <message>
   <source>The header states voxels of {sizes} mm, its matrix {other} mm; the latter holds.</source>
   <translation>文件头给出的体素为 {sizes} mm，其矩阵为 {other} mm；以后者为准。</translation>
  </message>
  <message>
   <source>The hippocampus is cut at the {ends} of the box or the image: it is not the whole of it, and no volume of the whole is given.</source>
   <translation>海马在方框或图像的{ends}被截断：不是完整的海马，因此不给出整体体积。</translation>
  </message>
  <message>
   <source>The image claims more than 8 GiB.</source>
   <translation>图像声称超过 8 GiB。</translation>
  </message>
  <message>
   <source>The image has regions of different scale.</source>
   <translation>图像含有不同比例尺的区域。</translation>
  </message>
  <message>
   <source>The image is in color: grey values of the state are not applied.</source>
   <translation>图像为彩色：未应用显示状态的灰度值。</translation>
  </message>
  <message>
   <source>The images do not state where they lie in the patient.</source>
   <translation>图像未说明其在患者体内的位置。</translation>
  </message>
  <message>
   <source>The images of a series differ in size.</source>
   <translation>一个序列的图像大小不一。</translation>
  </message>
  <message>
   <source>The import report names them. Open the folders one at a time to see each.</source>
   <translation>导入报告列出了这些文件。请逐个打开文件夹以分别查看。</translation>
  </message>
  <message>
   <source>The impression is empty.</source>
   <translation>印象为空。</translation>
  </message>
  <message>
   <source>The index is valid in full inspiration.</source>
   <translation>该指数在充分吸气时有效。</translation>
  </message>
  <message>
   <source>The index is valid with a smooth kernel.</source>
   <translation>该指数在使用平滑重建核时有效。</translation>
  </message>
  <message>
   <source>The injected dose is stated as {dose} MBq, which is unusually high.</source>
   <translation>注射剂量标为 {dose} MBq，异常偏高。</translation>
  </message>
  <message>
   <source>The injection and the scan are stated to be at the same time.</source>
   <translation>注射与扫描标为同一时间。</translation>
  </message>
  <message>
   <source>The interval of {days:g} days is short (under 30 days).</source>
   <translation>{days:g} 天的间隔较短（少于 30 天）。</translation>
  </message>
  <message>
   <source>The interval of {stated:g} days is not that of the dates, {dated:g} days.</source>
   <translation>{stated:g} 天的间隔与日期所示的 {dated:g} 天不符。</translation>
  </message>
  <message>
   <source>The language is in force at the next start.</source>
   <translation>语言将在下次启动时生效。</translation>
  </message>
  <message>
   <source>The last segment stays; erase it or hide it.</source>
   <translation>最后一个分割段须保留；可擦除或隐藏。</translation>
  </message>
  <message>
   <source>The logo {name} cannot be used.</source>
   <translation>无法使用徽标 {name}。</translation>
  </message>
  <message>
   <source>The lookup tables of the presentation state do not fit the values of the image.</source>
   <translation>显示状态的查找表与图像数值不符。</translation>
  </message>
  <message>
   <source>The lung fields take {share:.0f} % of the film, which is unusual: this may not be a frontal chest film.</source>
   <translation>肺野占平片的 {share:.0f} %，不寻常：这可能不是胸部正位片。</translation>
  </message>
  <message>
   <source>The lungs differ much in size; check which part was given to which side.</source>
   <translation>两肺大小相差较大；请核对左右侧的归属。</translation>
  </message>
  <message>
   <source>The lungs were searched; no nodule candidate passed the criteria.</source>
   <translation>已搜索双肺；没有结节候选符合标准。</translation>
  </message>
  <message>
   <source>The manifest of plugin folder {name} {what}.</source>
   <translation>插件文件夹 {name} 的清单{what}。</translation>
  </message>
  <message>
   <source>The mask and the image have different frames of reference: their positions cannot be compared.</source>
   <translation>掩膜与图像的参考坐标系不同：位置无法比较。</translation>
  </message>
  <message>
   <source>The mask does not have a plane for every frame of the image.</source>
   <translation>掩膜并非对图像的每一帧都有平面。</translation>
  </message>
  <message>
   <source>The mask does not lie on the grid of the image.</source>
   <translation>掩膜不在图像的网格上。</translation>
  </message>
  <message>
   <source>The mask has no position in the patient.</source>
   <translation>掩膜没有患者体内的位置。</translation>
  </message>
  <message>
   <source>The mask is empty; there is nothing to write.</source>
   <translation>掩膜为空；没有可写入的内容。</translation>
  </message>
  <message>
   <source>The mask is of another patient than the image.</source>
   <translation>掩膜与图像属于不同患者。</translation>
  </message>
  <message>
   <source>The mask lies outside the image.</source>
   <translation>掩膜位于图像之外。</translation>
  </message>
  <message>
   <source>The mask states another name, birth date or sex than the image.</source>
   <translation>掩膜声明的姓名、出生日期或性别与图像不同。</translation>
  </message>
  <message>
   <source>The mask was made on another film of the series.</source>
   <translation>掩膜是在该序列的另一张平片上制作的。</translation>
  </message>
  <message>
   <source>The mask was made on another grid; each voxel of the image takes the nearest of the mask.</source>
   <translation>掩膜在另一网格上制作；图像的每个体素取掩膜中最近的体素。</translation>
  </message>
  <message>
   <source>The mask was made on another image.</source>
   <translation>掩膜是在另一图像上制作的。</translation>
  </message>
  <message>
   <source>The mask was made on another series; it lies here by the frame of reference.</source>
   <translation>掩膜是在另一个序列上制作的；它按参考坐标系置于此处。</translation>
  </message>
  <message>
   <source>The mask was stored in another study than the image.</source>
   <translation>掩膜与图像保存在不同的检查中。</translation>
  </message>
  <message>
   <source>The mean diameter {stated:g} mm is not that of the two axes, {mean:g} mm.</source>
   <translation>平均直径 {stated:g} mm 与两条径线的平均值 {mean:g} mm 不符。</translation>
  </message>
  <message>
   <source>The model card cannot be read.</source>
   <translation>无法读取模型卡。</translation>
  </message>
  <message>
   <source>The model does not say for which voxel size it is: it saw the voxels of the file.</source>
   <translation>模型未说明适用的体素大小：它按文件中的体素处理。</translation>
  </message>
  <message>
   <source>The model does not say how its input is oriented: it saw the voxels in the order of the file.</source>
   <translation>模型未说明输入图像的方向：它按文件中的体素顺序处理。</translation>
  </message>
  <message>
   <source>The model found none of its structures.</source>
   <translation>模型未找到其任何结构。</translation>
  </message>
  <message>
   <source>The model must not be used on adults. Read the film without it.</source>
   <translation>该模型不得用于成人。请在不使用它的情况下阅片。</translation>
  </message>
  <message>
   <source>The model needs more memory than there is, on every device.</source>
   <translation>模型所需内存超过所有设备的可用内存。</translation>
  </message>
  <message>
   <source>The model {name} came with the program and is not removed.</source>
   <translation>模型 {name} 随程序提供，不予移除。</translation>
  </message>
  <message>
   <source>The model {name} cannot work on this image ({kind}: {what}).</source>
   <translation>模型 {name} 无法处理此图像（{kind}：{what}）。</translation>
  </message>
  <message>
   <source>The model {name} does not say for which kind of image it is (modality: {stated}).</source>
   <translation>模型 {name} 未说明适用于哪种图像（检查类型：{stated}）。</translation>
  </message>
  <message>
   <source>The model {name} gave a result that does not fit the image; none was kept.</source>
   <translation>模型 {name} 给出的结果与图像不符；未保留任何结果。</translation>
  </message>
  <message>
   <source>The model {name} gave values that are not numbers on this image.</source>
   <translation>模型 {name} 在此图像上给出的值不是有效数字。</translation>
  </message>
  <message>
   <source>The model {name} has no file {name2}.</source>
   <translation>模型 {name} 缺少文件 {name2}。</translation>
  </message>
  <message>
   <source>The model {name} is for {modality}, as it says itself, not for {asked}.</source>
   <translation>模型 {name} 自述适用于 {modality}，而非 {asked}。</translation>
  </message>
  <message>
   <source>The model {name} is not installed.</source>
   <translation>模型 {name} 未安装。</translation>
  </message>
  <message>
   <source>The model {name} is used by the plugin {names}.</source>
   <translation>模型 {name} 正被插件 {names} 使用。</translation>
  </message>
  <message>
   <source>The model {name} {what}; it was not loaded.</source>
   <translation>模型 {name} {what}；未加载。</translation>
  </message>
  <message>
   <source>The network is unsure (mean probability {certainty:.2f}): the film may differ from its training set.</source>
   <translation>网络不确定（平均概率 {certainty:.2f}）：此片可能与训练集不同。</translation>
  </message>
  <message>
   <source>The network is unsure (mean probability {certainty:.2f}): the image may differ from its training set.</source>
   <translation>网络不确定（平均概率 {certainty:.2f}）：此图像可能与训练集不同。</translation>
  </message>
  <message>
   <source>The other plugins still work. Report this to the plugin's author with the log.</source>
   <translation>其他插件仍可使用。请附日志向插件作者报告。</translation>
  </message>
  <message>
   <source>The outline was changed after measuring; make the numbers anew</source>
   <translation>轮廓在测量后已更改；请重新计算数值</translation>
  </message>
  <message>
   <source>The outputs of the findings file are not named.</source>
   <translation>发现文件的输出没有命名。</translation>
  </message>
  <message>
   <source>The parameter {name} is no number.</source>
   <translation>参数 {name} 不是数字。</translation>
  </message>
  <message>
   <source>The picture is too large.</source>
   <translation>图片过大。</translation>
  </message>
  <message>
   <source>The pictures are numbered: the file states no times.</source>
   <translation>图像按序号排列：文件未注明时间。</translation>
  </message>
  <message>
   <source>The pixel data of an image are empty.</source>
   <translation>一幅图像的像素数据为空。</translation>
  </message>
  <message>
   <source>The pixel size is not known; lengths are given in pixels only.</source>
   <translation>像素大小未知；长度仅以像素给出。</translation>
  </message>
  <message>
   <source>The pixel size of this series is not known.</source>
   <translation>此序列的像素大小未知。</translation>
  </message>
  <message>
   <source>The pixels of an image cannot be decoded.</source>
   <translation>无法解码一幅图像的像素。</translation>
  </message>
  <message>
   <source>The plugin folder {name} is not run: {why}.</source>
   <translation>插件文件夹 {name} 未运行：{why}。</translation>
  </message>
  <message>
   <source>The plugin {id} has no manifest.</source>
   <translation>插件 {id} 没有清单。</translation>
  </message>
  <message>
   <source>The plugin {plugin_id} cannot be run: {reason}</source>
   <translation>无法运行插件 {plugin_id}：{reason}</translation>
  </message>
  <message>
   <source>The plugin {plugin_id} was exchanged since it was shown; it was not run.</source>
   <translation>插件 {plugin_id} 自显示以来已被替换；未予运行。</translation>
  </message>
  <message>
   <source>The presentation state has no window: as the file asks.</source>
   <translation>显示状态没有窗宽窗位：按文件所要求显示。</translation>
  </message>
  <message>
   <source>The presentation state is shown on acquired planes only.</source>
   <translation>显示状态仅在采集平面上显示。</translation>
  </message>
  <message>
   <source>The range above the value that best parts this image in two</source>
   <translation>将图像最佳二分的阈值以上范围</translation>
  </message>
  <message>
   <source>The region holds no pixel with a value.</source>
   <translation>区域内没有有数值的像素。</translation>
  </message>
  <message>
   <source>The report as a DICOM object, read again, differs; it is not kept.</source>
   <translation>作为 DICOM 对象的报告重新读取后不一致；未予保留。</translation>
  </message>
  <message>
   <source>The report cannot be signed: a score is out of date. {reasons}</source>
   <translation>报告不能签署：有评分已过期。{reasons}</translation>
  </message>
  <message>
   <source>The report cannot be signed: sizes rest on a geometry that is doubtful.</source>
   <translation>无法签署报告：尺寸依赖于可疑的几何信息。</translation>
  </message>
  <message>
   <source>The report cannot be signed: the mask of {names} is missing.</source>
   <translation>报告无法签署：{names} 的掩膜缺失。</translation>
  </message>
  <message>
   <source>The report cannot be signed: the mask of {names} was changed after measuring.</source>
   <translation>无法签署报告：{names} 的掩膜在测量后被更改。</translation>
  </message>
  <message>
   <source>The report cannot be signed: the numbers self-test of this program failed.</source>
   <translation>无法签署报告：本程序的数值自检失败。</translation>
  </message>
  <message>
   <source>The report cannot be signed: {count} entries are not on the disk yet.</source>
   <translation>报告无法签署：尚有 {count} 条记录未写入磁盘。</translation>
  </message>
  <message>
   <source>The report cannot be signed: {reasons}.</source>
   <translation>报告无法签署：{reasons}。</translation>
  </message>
  <message>
   <source>The report cannot be written as a DICOM object: the image cannot be read.</source>
   <translation>无法将报告写为 DICOM 对象：图像无法读取。</translation>
  </message>
  <message>
   <source>The report was not written.</source>
   <translation>报告未写入。</translation>
  </message>
  <message>
   <source>The result file has no hashes of what was measured: whether its numbers were changed since cannot be checked.</source>
   <translation>结果文件没有测量内容的哈希值：无法检查其数值此后是否被更改。</translation>
  </message>
  <message>
   <source>The result file: {reason}.</source>
   <translation>结果文件：{reason}。</translation>
  </message>
  <message>
   <source>The saliency map shows where the network looked, not where disease is.</source>
   <translation>显著图显示网络关注的位置，而非病变所在。</translation>
  </message>
  <message>
   <source>The same along every axis.</source>
   <translation>沿各轴相同。</translation>
  </message>
  <message>
   <source>The same as in a former run</source>
   <translation>与先前的运行结果相同</translation>
  </message>
  <message>
   <source>The sample study cannot be read again.</source>
   <translation>无法重新读取示例检查。</translation>
  </message>
  <message>
   <source>The scan is enhanced and this candidate goes on into a vessel: it may be the vessel. Density does not tell them apart where slices are thicker than it.</source>
   <translation>此扫描为增强扫描，该候选与血管相连：可能就是血管。层厚大于其大小时，密度无法区分二者。</translation>
  </message>
  <message>
   <source>The scan is {hours} h after the injection: SUV is right only if that is so.</source>
   <translation>扫描在注射后 {hours} 小时：只有确实如此，SUV 才正确。</translation>
  </message>
  <message>
   <source>The screen does not report its size: measure it first (View).</source>
   <translation>屏幕未报告其尺寸：请先测量（视图菜单）。</translation>
  </message>
  <message>
   <source>The second date must be after the first.</source>
   <translation>第二个日期须晚于第一个日期。</translation>
  </message>
  <message>
   <source>The segment is empty.</source>
   <translation>该分割段为空。</translation>
  </message>
  <message>
   <source>The segment numbers of the findings file are damaged.</source>
   <translation>发现文件的分割段编号已损坏。</translation>
  </message>
  <message>
   <source>The segmentation does not state the largest value of its fractions.</source>
   <translation>分割未声明其分数值的最大值。</translation>
  </message>
  <message>
   <source>The segmentation holds more pixels than its size says.</source>
   <translation>分割所含像素多于其尺寸所述。</translation>
  </message>
  <message>
   <source>The segmentation is cut short.</source>
   <translation>该分割被截断。</translation>
  </message>
  <message>
   <source>The segmentation was changed meanwhile; nothing was done.</source>
   <translation>期间分割已更改；未执行操作。</translation>
  </message>
  <message>
   <source>The segmentation's frames are not all described.</source>
   <translation>该分割的帧未全部得到描述。</translation>
  </message>
  <message>
   <source>The segmentation's pixels cannot be decoded.</source>
   <translation>无法解码该分割的像素。</translation>
  </message>
  <message>
   <source>The segments of {names} cannot be read from the disk as they were left.</source>
   <translation>无法从磁盘读取 {names} 的分割在上次离开时的状态。</translation>
  </message>
  <message>
   <source>The series has {count} stacks, numbered from 0.</source>
   <translation>该序列有 {count} 个图像堆，从 0 开始编号。</translation>
  </message>
  <message>
   <source>The series holds several matrix or pixel sizes; each is a stack of its own.</source>
   <translation>该序列含有多种矩阵或像素大小；每种各为一个图像堆。</translation>
  </message>
  <message>
   <source>The series holds several orientations; each is shown as a stack of its own.</source>
   <translation>该序列含有多种方向；每种各显示为一个图像堆。</translation>
  </message>
  <message>
   <source>The series is read…</source>
   <translation>正在读取序列…</translation>
  </message>
  <message>
   <source>The sform of the header is no matrix of space; it is not used.</source>
   <translation>文件头的 sform 不是空间矩阵；未使用。</translation>
  </message>
  <message>
   <source>The share {percent:g} % is not that of the voxels, {counted:.2f} %.</source>
   <translation>占比 {percent:g} % 与体素计数得出的 {counted:.2f} % 不符。</translation>
  </message>
  <message>
   <source>The short axis is longer than the long axis.</source>
   <translation>短径大于长径。</translation>
  </message>
  <message>
   <source>The side from which the patient is seen</source>
   <translation>观察患者的方向</translation>
  </message>
  <message>
   <source>The size of a voxel is stated as {sizes} mm, which cannot be: lengths and volumes would be wrong.</source>
   <translation>体素大小标为 {sizes} mm，不可能成立：长度和体积将是错误的。</translation>
  </message>
  <message>
   <source>The size of the solid part is not given; 6 mm or more would be highly suspicious.</source>
   <translation>未给出实性部分的大小；达 6 mm 或以上则高度可疑。</translation>
  </message>
  <message>
   <source>The sizes are very different: check that both are in the same unit.</source>
   <translation>两次大小相差很大：请核对二者单位是否相同。</translation>
  </message>
  <message>
   <source>The slices are tilted or unevenly spaced: the plugin saw a resampled volume.</source>
   <translation>层面倾斜或间距不均：插件使用的是重采样的容积数据。</translation>
  </message>
  <message>
   <source>The slices of this volume lie too unevenly to be resampled for display.</source>
   <translation>此容积数据的层面过于不均匀，无法重采样显示。</translation>
  </message>
  <message>
   <source>The solid part is larger than the whole nodule.</source>
   <translation>实性部分大于整个结节。</translation>
  </message>
  <message>
   <source>The source images can no longer be read.</source>
   <translation>源图像已无法读取。</translation>
  </message>
  <message>
   <source>The stack is sheared</source>
   <translation>图像堆存在剪切</translation>
  </message>
  <message>
   <source>The start of the injection is stated as {date_time} and as {time}; SUV rests on the former.</source>
   <translation>注射开始时间同时标注为 {date_time} 和 {time}；SUV 以前者为准。</translation>
  </message>
  <message>
   <source>The start of the injection is stated as {date_time}, which does not fit the scan, and as {time}, which does; SUV rests on the latter.</source>
   <translation>注射开始时间一处标为 {date_time}，与扫描不符；另一处标为 {time}，与扫描相符；SUV 以后者为准。</translation>
  </message>
  <message>
   <source>The start of the injection is stated as {stated}, with a time zone, and the scan without one: SUV is right only if both are of one clock.</source>
   <translation>注射开始时间标注为 {stated}（含时区），而扫描时间未注明时区：仅当两者出自同一时钟时 SUV 才正确。</translation>
  </message>
  <message>
   <source>The structure reaches beyond the image; only the part within it is here.</source>
   <translation>该结构超出图像；此处只有图像内的部分。</translation>
  </message>
  <message>
   <source>The three-dimensional picture could not be made.</source>
   <translation>无法生成三维图像。</translation>
  </message>
  <message>
   <source>The unit of length is not known (code {unit}); it is taken as mm.</source>
   <translation>长度单位未知（代码 {unit}）；按 mm 处理。</translation>
  </message>
  <message>
   <source>The unit of length is not known ({units}); it is taken as mm.</source>
   <translation>长度单位未知（{units}）；按 mm 处理。</translation>
  </message>
  <message>
   <source>The values of a series are outside every known range.</source>
   <translation>一个序列的数值超出所有已知范围。</translation>
  </message>
  <message>
   <source>The values were copied.</source>
   <translation>数值已复制。</translation>
  </message>
  <message>
   <source>The video cannot be decoded: {reply}.</source>
   <translation>无法解码视频：{reply}。</translation>
  </message>
  <message>
   <source>The video has fewer frames than its header says.</source>
   <translation>视频的帧数少于其头信息所述。</translation>
  </message>
  <message>
   <source>The video holds no frame that can be decoded.</source>
   <translation>视频没有可解码的帧。</translation>
  </message>
  <message>
   <source>The video is cut short: {there} of {count} frames can be shown.</source>
   <translation>视频被截断：{count} 帧中仅 {there} 帧可显示。</translation>
  </message>
  <message>
   <source>The view was copied.</source>
   <translation>视图已复制。</translation>
  </message>
  <message>
   <source>The volume of {volume_mm3:.1f} mL is outside the {low:.1f} to {high:.1f} mL of the training set: the crop may not show one hippocampus.</source>
   <translation>体积 {volume_mm3:.1f} mL 超出训练集的 {low:.1f} 至 {high:.1f} mL：该裁剪块可能不是单侧海马。</translation>
  </message>
  <message>
   <source>The volume spans {along:.1f} to {along2:.1f} mm there.</source>
   <translation>该处容积数据的范围为 {along:.1f} 至 {along2:.1f} mm。</translation>
  </message>
  <message>
   <source>The voxels of the mask do not coincide with those of the image.</source>
   <translation>掩膜的体素与图像的体素不重合。</translation>
  </message>
  <message>
   <source>The voxels of {name} do not coincide with those of the image.</source>
   <translation>{name} 的体素与图像的体素不重合。</translation>
  </message>
  <message>
   <source>The weights of the model {name} cannot be read: {why}.</source>
   <translation>无法读取模型 {name} 的权重：{why}。</translation>
  </message>
  <message>
   <source>The weights of the model {name} do not fit its network.</source>
   <translation>模型 {name} 的权重与其网络不符。</translation>
  </message>
  <message>
   <source>The weights of the model {name} hold values that are not numbers.</source>
   <translation>模型 {name} 的权重中含有非有效数字的值。</translation>
  </message>
  <message>
   <source>The wheel scrolls, the left button holds the chosen tool, the middle one moves the picture. A double click shows one viewport alone, and all of them again.</source>
   <translation>滚轮翻页，左键为所选工具，中键移动图像。双击可单独显示一个视口，再次双击还原。</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>主题</translation>
  </message>
  <message>
   <source>There are image files of other kinds (NIfTI, PNG …): name one of them.</source>
   <translation>那里有其他类型的图像文件（NIfTI、PNG 等）：请指定其中一个。</translation>
  </message>
  <message>
   <source>There are no labels to compare.</source>
   <translation>没有可比较的标签。</translation>
  </message>
  <message>
   <source>There are no measurements to export.</source>
   <translation>没有可导出的测量。</translation>
  </message>
  <message>
   <source>There are {count} frames.</source>
   <translation>共有 {count} 帧。</translation>
  </message>
  <message>
   <source>There are: {names}.</source>
   <translation>可用的有：{names}。</translation>
  </message>
  <message>
   <source>There is a model or a plugin called {name} already.</source>
   <translation>已有名为 {name} 的模型或插件。</translation>
  </message>
  <message>
   <source>There is no bundle in {name}: configs/metadata.json is missing.</source>
   <translation>{name} 中没有模型包：缺少 configs/metadata.json。</translation>
  </message>
  <message>
   <source>There is no device called {device}.</source>
   <translation>没有名为 {device} 的设备。</translation>
  </message>
  <message>
   <source>There is no finding {unknown} in the file.</source>
   <translation>文件中没有发现 {unknown}。</translation>
  </message>
  <message>
   <source>There is no frame {frame}.</source>
   <translation>没有第 {frame} 帧。</translation>
  </message>
  <message>
   <source>There is no image to open.</source>
   <translation>没有可打开的图像。</translation>
  </message>
  <message>
   <source>There is no image to open{why}.</source>
   <translation>没有可打开的图像{why}。</translation>
  </message>
  <message>
   <source>There is no input named “{name}”.</source>
   <translation>没有名为“{name}”的输入。</translation>
  </message>
  <message>
   <source>There is no modality called {asked} here.</source>
   <translation>此处没有名为 {asked} 的检查类型。</translation>
  </message>
  <message>
   <source>There is no model called {model_name}.</source>
   <translation>没有名为 {model_name} 的模型。</translation>
  </message>
  <message>
   <source>There is no oblique plane at {offset_mm:g} mm: it misses the volume.</source>
   <translation>在 {offset_mm:g} mm 处没有斜切平面：它不经过容积数据。</translation>
  </message>
  <message>
   <source>There is no part of the segment here.</source>
   <translation>此处没有该分割段的部分。</translation>
  </message>
  <message>
   <source>There is no plane called “{plane}”.</source>
   <translation>没有名为“{plane}”的平面。</translation>
  </message>
  <message>
   <source>There is no plane {index}; this volume has {count} in this direction.</source>
   <translation>没有平面 {index}；此容积数据在该方向有 {count} 个平面。</translation>
  </message>
  <message>
   <source>There is no plugin called {plugin_id}.</source>
   <translation>没有名为 {plugin_id} 的插件。</translation>
  </message>
  <message>
   <source>There is no risk model “{model_id}”.</source>
   <translation>没有风险模型“{model_id}”。</translation>
  </message>
  <message>
   <source>There is no series {series}.</source>
   <translation>没有序列 {series}。</translation>
  </message>
  <message>
   <source>There is no setting called {name}.</source>
   <translation>没有名为 {name} 的设置。</translation>
  </message>
  <message>
   <source>There is no true size: the pixel size of this image is not known.</source>
   <translation>没有真实尺寸：此图像的像素大小未知。</translation>
  </message>
  <message>
   <source>There is no window called “{window}” for this image.</source>
   <translation>此图像没有名为“{window}”的预设窗。</translation>
  </message>
  <message>
   <source>There is no {manifest_name}.</source>
   <translation>缺少 {manifest_name}。</translation>
  </message>
  <message>
   <source>There is no {name}.</source>
   <translation>缺少 {name}。</translation>
  </message>
  <message>
   <source>There is no {value} plane at {position_mm:g} mm.</source>
   <translation>在 {position_mm:g} mm 处没有{value}平面。</translation>
  </message>
  <message>
   <source>There is nothing to write as a DICOM report.</source>
   <translation>没有可写为 DICOM 报告的内容。</translation>
  </message>
  <message>
   <source>These findings cannot be written as a DICOM report.</source>
   <translation>这些发现无法写为 DICOM 报告。</translation>
  </message>
  <message>
   <source>These images do not allow a DICOM segmentation.</source>
   <translation>这些图像不支持 DICOM 分割。</translation>
  </message>
  <message>
   <source>These volumes have their voxels in the same places. Those that are checked are stepped, played and followed as phases of one volume.</source>
   <translation>这些容积的体素位置相同。勾选的容积将作为同一容积的各个时相逐一显示、播放和跟踪。</translation>
  </message>
  <message>
   <source>They have their defaults.</source>
   <translation>这些设置使用默认值。</translation>
  </message>
  <message>
   <source>Thicker and thinner slab</source>
   <translation>加厚和减薄层厚块</translation>
  </message>
  <message>
   <source>This crop is unlike the T1 crops that the network was trained on: check that it lies around one hippocampus, and the outline.</source>
   <translation>此裁剪区不像网络训练所用的 T1 裁剪区：请确认它围绕单侧海马，并核对轮廓。</translation>
  </message>
  <message>
   <source>This field of view is not a crop around one hippocampus ({found} mm; the model knows about 35 x 51 x 35 mm).</source>
   <translation>此视野不是单侧海马的裁剪块（{found} mm；模型适用于约 35 x 51 x 35 mm）。</translation>
  </message>
  <message>
   <source>This film is unlike the films of children in one hospital that the network was trained on, e.g. because the patient is an adult: check the outlines.</source>
   <translation>此平片不像网络训练所用的一家医院的儿童平片，例如患者为成人：请核对轮廓。</translation>
  </message>
  <message>
   <source>This is a localizer, made for planning.</source>
   <translation>这是用于定位的定位像。</translation>
  </message>
  <message>
   <source>This is version {number}.</source>
   <translation>这是版本 {number}。</translation>
  </message>
  <message>
   <source>This object holds no image.</source>
   <translation>此对象不含图像。</translation>
  </message>
  <message>
   <source>This object holds no video.</source>
   <translation>此对象不含视频。</translation>
  </message>
  <message>
   <source>This plugin cannot be run: {reason}</source>
   <translation>无法运行此插件：{reason}</translation>
  </message>
  <message>
   <source>This plugin takes {takes}; the series is {modality}.</source>
   <translation>此插件适用于 {takes}；该序列为 {modality}。</translation>
  </message>
  <message>
   <source>This segment is reviewed with its finding, in Findings.</source>
   <translation>该分割随其发现一起审阅，请在“发现”中进行。</translation>
  </message>
  <message>
   <source>This series needs {needed:.1f} GB of memory, more than is free.</source>
   <translation>此序列需要 {needed:.1f} GB 内存，超过可用内存。</translation>
  </message>
  <message>
   <source>This study fills no other stage.</source>
   <translation>此检查没有可填充的其他阶段。</translation>
  </message>
  <message>
   <source>This video needs {size:.0f} GB when it is decoded, more than there is room for.</source>
   <translation>此视频解码后需要 {size:.0f} GB，超过可用空间。</translation>
  </message>
  <message>
   <source>This volume spans {low:.1f} to {high:.1f} mm there.</source>
   <translation>该处容积数据的范围为 {low:.1f} 至 {high:.1f} mm。</translation>
  </message>
  <message>
   <source>Three planes as acquired</source>
   <translation>采集的三个平面</translation>
  </message>
  <message>
   <source>Three-dimensional pictures need a volume of parallel slices.</source>
   <translation>三维图像需要由平行层面组成的容积数据。</translation>
  </message>
  <message>
   <source>Threshold (masking range)</source>
   <translation>阈值（掩膜范围）</translation>
  </message>
  <message>
   <source>Thrombus</source>
   <translation>血栓</translation>
  </message>
  <message>
   <source>Thyroid</source>
   <translation>甲状腺</translation>
  </message>
  <message>
   <source>Tibia</source>
   <translation>胫骨</translation>
  </message>
  <message>
   <source>Time between the studies</source>
   <translation>两次检查的间隔</translation>
  </message>
  <message>
   <source>Time, s</source>
   <translation>时间，s</translation>
  </message>
  <message>
   <source>Times from the file: {source}.</source>
   <translation>时间来自文件：{source}。</translation>
  </message>
  <message>
   <source>Tissue</source>
   <translation>组织</translation>
  </message>
  <message>
   <source>To</source>
   <translation>至</translation>
  </message>
  <message>
   <source>To review</source>
   <translation>待审阅</translation>
  </message>
  <message>
   <source>Tool bar</source>
   <translation>工具栏</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>工具</translation>
  </message>
  <message>
   <source>Tour seen</source>
   <translation>已看过导览</translation>
  </message>
  <message>
   <source>Tr&amp;ue size</source>
   <translation>真实尺寸(&amp;U)</translation>
  </message>
  <message>
   <source>Trachea</source>
   <translation>气管</translation>
  </message>
  <message>
   <source>Trained and measured on films of children of one hospital; on adult films it was looked at, not measured. Frontal views only. The lung behind the heart counts as lung field. Sides follow Patient Orientation, or the usual display when the file does not state it; about one in six mirrored films of adults passes without a doubt.</source>
   <translation>以一家医院的儿童平片训练和测量；成人平片仅目视查看，未作测量。仅限正位片。心影后方的肺计入肺野。左右侧按 Patient Orientation 判定，文件未说明时按通常显示判定；约六分之一的镜像成人平片不会引起怀疑。</translation>
  </message>
  <message>
   <source>Trained on crops of about 35 x 51 x 35 mm around one hippocampus of adults in one hospital. It cannot find the hippocampus in a whole head: hand in such a crop, or give a box. No normal values for age are applied.</source>
   <translation>以一家医院成人单侧海马约 35 x 51 x 35 mm 的裁剪块训练。无法在整个头部中找到海马：请提供这样的裁剪块或给出范围框。未应用按年龄的正常值。</translation>
  </message>
  <message>
   <source>Trained on films of children of 1 to 5 years of one hospital, of which 72 % showed pneumonia: it ranks adults no better than chance and refuses them, as it refuses films unlike its training set. That check is not perfect. At another share of pneumonia the stated probability does not hold. It may rely on exposure, positioning or devices rather than on the lung.</source>
   <translation>以一家医院 1 至 5 岁儿童的平片训练，其中 72 % 显示肺炎：对成人的排序不优于随机，因此拒绝成人平片以及与训练集不同的平片。该检查并不完善。在其他肺炎比例下所述概率不成立。它可能依据曝光、摆位或器械而非肺部。</translation>
  </message>
  <message>
   <source>Transparent below</source>
   <translation>低于此值透明</translation>
  </message>
  <message>
   <source>Trigger Time</source>
   <translation>触发时间</translation>
  </message>
  <message>
   <source>True size by what the screen reports; View &gt; Size of the screen measures it.</source>
   <translation>按屏幕报告的尺寸显示真实大小；视图 &gt; 屏幕尺寸 可测量。</translation>
  </message>
  <message>
   <source>Tube current</source>
   <translation>管电流</translation>
  </message>
  <message>
   <source>Tube voltage</source>
   <translation>管电压</translation>
  </message>
  <message>
   <source>Turn around the centerline, {angle_step_deg:g}° a step</source>
   <translation>绕中心线旋转，每步 {angle_step_deg:g}°</translation>
  </message>
  <message>
   <source>Turn off the slab: segments are edited on single planes.</source>
   <translation>请关闭层厚块：分割须在单一平面上编辑。</translation>
  </message>
  <message>
   <source>Turn the film upright, or choose the PA or AP film of a chest.</source>
   <translation>请将平片转正，或选择胸部的 PA 或 AP 平片。</translation>
  </message>
  <message>
   <source>Two findings in the file have the same id.</source>
   <translation>文件中有两个发现使用相同标识。</translation>
  </message>
  <message>
   <source>Two matrices of the header disagree: voxels of {other} mm by the sform, of {sizes} mm by the qform, which is used.</source>
   <translation>文件头的两个矩阵不一致：按 sform 体素为 {other} mm，按 qform 为 {sizes} mm；使用 qform。</translation>
  </message>
  <message>
   <source>Two matrices of the header place the image differently; that of the {name} is used.</source>
   <translation>文件头的两个矩阵给出的图像位置不同；使用 {name}。</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Undoes a Gaussian blur of a known width. For looking only; measurements are taken from the image as it was acquired.</source>
   <translation>还原已知宽度的高斯模糊。仅供观察；测量取自原始图像。</translation>
  </message>
  <message>
   <source>Undone: {text}</source>
   <translation>已撤销：{text}</translation>
  </message>
  <message>
   <source>Uniform, bright (as TG18-UN80)</source>
   <translation>均匀，亮（同 TG18-UN80）</translation>
  </message>
  <message>
   <source>Uniform, dark (as TG18-UN10)</source>
   <translation>均匀，暗（同 TG18-UN10）</translation>
  </message>
  <message>
   <source>Unlock segment</source>
   <translation>解锁分割段</translation>
  </message>
  <message>
   <source>Unsharp mask</source>
   <translation>反锐化掩模</translation>
  </message>
  <message>
   <source>Upper lobe</source>
   <translation>上叶</translation>
  </message>
  <message>
   <source>Upper lobe of lung</source>
   <translation>肺上叶</translation>
  </message>
  <message>
   <source>Use 16 to 8192.</source>
   <translation>请使用 16 至 8192。</translation>
  </message>
  <message>
   <source>Use a bundle from a source that you trust, or ask its author for a plain one.</source>
   <translation>请使用可信来源的模型包，或向其作者索取普通版本。</translation>
  </message>
  <message>
   <source>Use axial, coronal or sagittal.</source>
   <translation>请使用 axial、coronal 或 sagittal。</translation>
  </message>
  <message>
   <source>Use result.json as `lightbox analyze` writes it.</source>
   <translation>请使用 `lightbox analyze` 写出的 result.json。</translation>
  </message>
  <message>
   <source>Use result.json of `lightbox analyze`.</source>
   <translation>请使用 `lightbox analyze` 的 result.json。</translation>
  </message>
  <message>
   <source>Use small letters, digits and _, beginning with a letter.</source>
   <translation>请使用小写字母、数字和 _，以字母开头。</translation>
  </message>
  <message>
   <source>Use the mask that was made on this series.</source>
   <translation>请使用在此序列上制作的掩膜。</translation>
  </message>
  <message>
   <source>Use the one that was made on this image.</source>
   <translation>请使用在此图像上制作的显著图。</translation>
  </message>
  <message>
   <source>Use {names}.</source>
   <translation>请使用 {names}。</translation>
  </message>
  <message>
   <source>User guide</source>
   <translation>用户指南</translation>
  </message>
  <message>
   <source>Uterus</source>
   <translation>子宫</translation>
  </message>
  <message>
   <source>VOI LUT {number}</source>
   <translation>VOI LUT {number}</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>Values {quantity}   {photometric}</source>
   <translation>数值 {quantity}   {photometric}</translation>
  </message>
  <message>
   <source>Vein</source>
   <translation>静脉</translation>
  </message>
  <message>
   <source>Version {number} was signed by {name} on {day}. This becomes version {next}; it says what was changed.</source>
   <translation>第 {number} 版由 {name} 于 {day} 签署。本次将成为第 {next} 版，并说明更改内容。</translation>
  </message>
  <message>
   <source>Version {number} was signed by {name} on {day}: {file}. Another signature makes a new version.</source>
   <translation>第 {number} 版由 {name} 于 {day} 签署：{file}。再次签署将产生新版本。</translation>
  </message>
  <message>
   <source>Vertebra</source>
   <translation>椎骨</translation>
  </message>
  <message>
   <source>Video cannot be shown: no library for it is installed.</source>
   <translation>无法显示视频：未安装所需的解码库。</translation>
  </message>
  <message>
   <source>View</source>
   <translation>投照体位</translation>
  </message>
  <message>
   <source>View from</source>
   <translation>方位</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>体积</translation>
  </message>
  <message>
   <source>Volume bands are given by the guideline for solid nodules.</source>
   <translation>指南仅对实性结节给出体积分级。</translation>
  </message>
  <message>
   <source>Volume doubling time</source>
   <translation>体积倍增时间</translation>
  </message>
  <message>
   <source>Volume of each lung and low attenuation area in chest CT, for review by a radiologist. Research use; not for diagnosis.</source>
   <translation>胸部 CT 中各肺体积及低密度区，供放射科医师审阅。仅供研究；不用于诊断。</translation>
  </message>
  <message>
   <source>Volume; decides before diameters when given</source>
   <translation>体积；提供时优先于直径</translation>
  </message>
  <message>
   <source>Volumes and diameters disagree about growth. The volumes were used.</source>
   <translation>体积与直径对是否生长的判断不一致。采用体积。</translation>
  </message>
  <message>
   <source>Volumes, diameters and doubling times are withheld, because they would rest on what is listed here. Acknowledging it gives them, with a caveat, in your name.</source>
   <translation>体积、直径和倍增时间暂不给出，因为它们依赖于此处所列的信息。确认后将以您的名义附加说明给出。</translation>
  </message>
  <message>
   <source>Voxels &amp;inside of segments only</source>
   <translation>仅分割段内的体素(&amp;I)</translation>
  </message>
  <message>
   <source>Voxels below this count as low attenuation; -950 HU is the published threshold.</source>
   <translation>低于此值的体素计为低密度；-950 HU 为文献阈值。</translation>
  </message>
  <message>
   <source>WARNING: the file does not state the patient's age. The probability is valid for children of 1 to 5 years only and must be ignored for anyone else.</source>
   <translation>警告：文件未说明患者年龄。该概率仅对 1 至 5 岁儿童有效，对其他任何人必须忽略。</translation>
  </message>
  <message>
   <source>WARNING: the heart seems to lie on the patient's right. The film may be mirrored, or this is dextrocardia or a shifted heart: right and left may be swapped. Check the side marker.</source>
   <translation>警告：心脏似乎位于患者右侧。平片可能被镜像，或为右位心、心脏移位：左右可能颠倒。请核对左右标记。</translation>
  </message>
  <message>
   <source>WARNING: the heart seems to lie on the patient's right. The volume may be mirrored against what the file states, or this is dextrocardia or a shifted heart: right and left may be swapped. Check them.</source>
   <translation>警告：心脏似乎位于患者右侧。容积可能相对于文件所述被镜像，或为右位心、心脏移位：左右可能颠倒。请核对。</translation>
  </message>
  <message>
   <source>WARNING: the lungs seem to stand on their heads: the volume seems to be stored upside down against what the file states. Right and left may be swapped: check them.</source>
   <translation>警告：肺似乎上下颠倒：容积的存储方向似乎与文件所述上下相反。左右可能颠倒，请核对。</translation>
  </message>
  <message>
   <source>WARNING: the patient is {age_years:.1f} years old; the model was trained on children of 1 to 5 years only.</source>
   <translation>警告：患者 {age_years:.1f} 岁；模型仅以 1 至 5 岁儿童训练。</translation>
  </message>
  <message>
   <source>WARNING: the spine lies in front of the lungs: the volume seems to be turned or mirrored against what the file states. Right and left may be swapped: check them.</source>
   <translation>警告：脊柱位于肺前方：容积似乎相对于文件所述被旋转或镜像。左右可能颠倒，请核对。</translation>
  </message>
  <message>
   <source>Wait until the segmentation is no longer worked on.</source>
   <translation>请等待对此分割的处理结束。</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>Wall</source>
   <translation>壁厚</translation>
  </message>
  <message>
   <source>Way</source>
   <translation>方式</translation>
  </message>
  <message>
   <source>What</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>What an earlier version of Lightbox kept in {name} cannot be read now.</source>
   <translation>目前无法读取早期版本的 Lightbox 保存在 {name} 中的内容。</translation>
  </message>
  <message>
   <source>What fits</source>
   <translation>匹配项</translation>
  </message>
  <message>
   <source>What happens at the last frame</source>
   <translation>到最后一帧时</translation>
  </message>
  <message>
   <source>What has the density of lung takes {liters:.0f} L, more than any chest holds: the pixel spacing or the densities of the file are wrong, or this is no chest.</source>
   <translation>具有肺密度的部分达 {liters:.0f} L，超过任何胸腔的容量：文件的像素间距或密度有误，或这不是胸部。</translation>
  </message>
  <message>
   <source>What is known of the geometry; click for details</source>
   <translation>几何信息概况；单击查看详情</translation>
  </message>
  <message>
   <source>What is stated cannot be used as numbers: {named}.</source>
   <translation>文件中给出的内容不能作为数值使用：{named}。</translation>
  </message>
  <message>
   <source>What is this segment?</source>
   <translation>此分割段是什么？</translation>
  </message>
  <message>
   <source>What it is, e.g. Nodule</source>
   <translation>是什么，例如结节</translation>
  </message>
  <message>
   <source>What its buttons and its wheel do; F1 lists it.</source>
   <translation>鼠标按键和滚轮的作用；按 F1 查看列表。</translation>
  </message>
  <message>
   <source>What stands in the corners of every viewport.</source>
   <translation>每个视口角落显示的内容。</translation>
  </message>
  <message>
   <source>What the report says of it</source>
   <translation>报告中的表述</translation>
  </message>
  <message>
   <source>What the report states was changed while you were asked: none written.</source>
   <translation>在询问期间，报告所述内容已更改：未写入任何报告。</translation>
  </message>
  <message>
   <source>What these variables say is left out.</source>
   <translation>这些变量的内容不予采用。</translation>
  </message>
  <message>
   <source>What was kept of this study cannot be read.</source>
   <translation>无法读取此检查保存的内容。</translation>
  </message>
  <message>
   <source>What was kept of your work had been removed from the disk; it was written again.</source>
   <translation>您已保存的工作曾从磁盘上被移除；现已重新写入。</translation>
  </message>
  <message>
   <source>What was kept under the Study Instance UID of this study is not shown: {reason}.</source>
   <translation>以该检查实例 UID 保存的内容未予显示：{reason}。</translation>
  </message>
  <message>
   <source>What was open is kept as {name} in the same folder. Compare what is shown with your notes.</source>
   <translation>原先打开的内容以 {name} 为名保存在同一文件夹中。请与您的记录核对所显示的内容。</translation>
  </message>
  <message>
   <source>What was run last by the search of actions.</source>
   <translation>通过搜索最近执行的操作。</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>滚轮</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Where that differs from its training, the result is wrong without looking so.</source>
   <translation>若与训练时不同，结果会出错而看不出来。</translation>
  </message>
  <message>
   <source>Where the network looked,</source>
   <translation>网络关注的位置，</translation>
  </message>
  <message>
   <source>Where the network looked, not where disease is.</source>
   <translation>网络关注的位置，而非病变所在。</translation>
  </message>
  <message>
   <source>Where this value comes from</source>
   <translation>此值的来源</translation>
  </message>
  <message>
   <source>Where windows on other screens were: left, top, width and height.</source>
   <translation>其他屏幕上窗口的位置：左、上、宽、高。</translation>
  </message>
  <message>
   <source>Whether the tour of the window was shown.</source>
   <translation>是否已显示窗口导览。</translation>
  </message>
  <message>
   <source>Which files were left out, and why</source>
   <translation>哪些文件未读入及原因</translation>
  </message>
  <message>
   <source>White Matter</source>
   <translation>白质</translation>
  </message>
  <message>
   <source>Whole image</source>
   <translation>整幅图像</translation>
  </message>
  <message>
   <source>Why; stands in the history</source>
   <translation>原因；记入历史</translation>
  </message>
  <message>
   <source>Width (sigma)</source>
   <translation>宽度（sigma）</translation>
  </message>
  <message>
   <source>Width and level</source>
   <translation>窗宽窗位</translation>
  </message>
  <message>
   <source>Width of the blur</source>
   <translation>模糊宽度</translation>
  </message>
  <message>
   <source>Wiener</source>
   <translation>Wiener</translation>
  </message>
  <message>
   <source>Wiener deblurring, {fwhm:g} mm</source>
   <translation>Wiener 去模糊，{fwhm:g} mm</translation>
  </message>
  <message>
   <source>Wiener is faster; Richardson-Lucy keeps values positive.</source>
   <translation>Wiener 较快；Richardson-Lucy 保持数值为正。</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>窗</translation>
  </message>
  <message>
   <source>Window &amp;{n}</source>
   <translation>预设窗 &amp;{n}</translation>
  </message>
  <message>
   <source>Window on the left button</source>
   <translation>左键调窗</translation>
  </message>
  <message>
   <source>Window on the right button</source>
   <translation>右键调窗</translation>
  </message>
  <message>
   <source>Windowing, crosshair and measuring. Number keys choose windows; every tool has a key.</source>
   <translation>调窗、十字线和测量。数字键选择预设窗；每个工具都有快捷键。</translation>
  </message>
  <message>
   <source>Windows; keys 1 to 9, 0 for the full range</source>
   <translation>预设窗；按键 1 至 9，0 为全范围</translation>
  </message>
  <message>
   <source>Window…</source>
   <translation>预设窗…</translation>
  </message>
  <message>
   <source>Winter</source>
   <translation>冬</translation>
  </message>
  <message>
   <source>With</source>
   <translation>与</translation>
  </message>
  <message>
   <source>Without the patient</source>
   <translation>无患者信息</translation>
  </message>
  <message>
   <source>Write DICOM SEG instead.</source>
   <translation>请改写为 DICOM SEG。</translation>
  </message>
  <message>
   <source>Write NAME=VALUE.</source>
   <translation>请写为 NAME=VALUE。</translation>
  </message>
  <message>
   <source>Write X,Y,Z, not all zero.</source>
   <translation>请写为 X,Y,Z，不得全为零。</translation>
  </message>
  <message>
   <source>Write X,Y,Z.</source>
   <translation>请写为 X,Y,Z。</translation>
  </message>
  <message>
   <source>Writing results</source>
   <translation>正在写入结果</translation>
  </message>
  <message>
   <source>Writing the report</source>
   <translation>正在写报告</translation>
  </message>
  <message>
   <source>Writing the report…</source>
   <translation>正在写报告…</translation>
  </message>
  <message>
   <source>Writing the table</source>
   <translation>正在写表格</translation>
  </message>
  <message>
   <source>Yes</source>
   <translation>是</translation>
  </message>
  <message>
   <source>Your role</source>
   <translation>您的职务</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>缩放</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>放大</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>Zoom {zoom:.0f} %  {how}</source>
   <translation>缩放 {zoom:.0f} %  {how}</translation>
  </message>
  <message>
   <source>`lightbox models list` names all models.</source>
   <translation>`lightbox models list` 列出所有模型。</translation>
  </message>
  <message>
   <source>`lightbox models remove {name}` removes an installed one; --name gives another name.</source>
   <translation>`lightbox models remove {name}` 可移除已安装的模型；--name 可另取名称。</translation>
  </message>
  <message>
   <source>`lightbox plugins check` tells what is wrong with a plugin.</source>
   <translation>`lightbox plugins check` 可说明插件的问题。</translation>
  </message>
  <message>
   <source>`lightbox risk --list` describes every input.</source>
   <translation>`lightbox risk --list` 说明每项输入。</translation>
  </message>
  <message>
   <source>`lightbox settings` lists every setting.</source>
   <translation>`lightbox settings` 列出所有设置。</translation>
  </message>
  <message>
   <source>a calibration</source>
   <translation>一个校准</translation>
  </message>
  <message>
   <source>a centerline</source>
   <translation>一条中心线</translation>
  </message>
  <message>
   <source>a class is not in the manifest</source>
   <translation>有一个类别不在清单中</translation>
  </message>
  <message>
   <source>a finite number</source>
   <translation>有限数</translation>
  </message>
  <message>
   <source>a key image</source>
   <translation>一幅关键图像</translation>
  </message>
  <message>
   <source>a list of at most {count} names</source>
   <translation>最多 {count} 个名称的列表</translation>
  </message>
  <message>
   <source>a list of at most {count} paths</source>
   <translation>最多 {count} 个路径的列表</translation>
  </message>
  <message>
   <source>a list of four whole numbers for each window</source>
   <translation>每个窗口四个整数的列表</translation>
  </message>
  <message>
   <source>a list of ids of actions</source>
   <translation>操作标识的列表</translation>
  </message>
  <message>
   <source>a mask's version</source>
   <translation>掩膜的版本</translation>
  </message>
  <message>
   <source>a note taken of the geometry</source>
   <translation>对几何信息的确认</translation>
  </message>
  <message>
   <source>a number is about a segment that is not there</source>
   <translation>有一个数值对应不存在的分割段</translation>
  </message>
  <message>
   <source>a number is not finite</source>
   <translation>有一个数值不是有限数</translation>
  </message>
  <message>
   <source>a saliency map does not fit the image</source>
   <translation>有一个显著图与图像不符</translation>
  </message>
  <message>
   <source>a segment is of a kind that the manifest does not name</source>
   <translation>有一个分割段属于清单未列出的类型</translation>
  </message>
  <message>
   <source>a segment's state</source>
   <translation>分割的状态</translation>
  </message>
  <message>
   <source>a segmentation</source>
   <translation>一个分割</translation>
  </message>
  <message>
   <source>a segmented palette</source>
   <translation>分段调色板</translation>
  </message>
  <message>
   <source>a text of at most {count} letters</source>
   <translation>最多 {count} 个字符的文字</translation>
  </message>
  <message>
   <source>a whole number</source>
   <translation>整数</translation>
  </message>
  <message>
   <source>a whole number from {low:g} to {high:g}</source>
   <translation>{low:g} 到 {high:g} 的整数</translation>
  </message>
  <message>
   <source>above 1.4 %</source>
   <translation>高于 1.4 %</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>已接受</translation>
  </message>
  <message>
   <source>airways</source>
   <translation>气道</translation>
  </message>
  <message>
   <source>an enhancement gave no image</source>
   <translation>增强未给出图像</translation>
  </message>
  <message>
   <source>an unknown VOI LUT Function</source>
   <translation>未知的 VOI LUT 函数</translation>
  </message>
  <message>
   <source>and {count} more</source>
   <translation>另有 {count} 项</translation>
  </message>
  <message>
   <source>and {value} more; Copy gives all of them</source>
   <translation>另有 {value} 个；复制可得到全部</translation>
  </message>
  <message>
   <source>anterior</source>
   <translation>前方</translation>
  </message>
  <message>
   <source>anterior and posterior together</source>
   <translation>前部和后部合计</translation>
  </message>
  <message>
   <source>as acquired</source>
   <translation>原始图像</translation>
  </message>
  <message>
   <source>asks for more memory than reading a file may take</source>
   <translation>请求的内存超过读取一个文件的限额</translation>
  </message>
  <message>
   <source>assumed</source>
   <translation>假定</translation>
  </message>
  <message>
   <source>at the detector</source>
   <translation>探测器平面</translation>
  </message>
  <message>
   <source>at the detector or in the patient, not stated</source>
   <translation>探测器平面或患者体内，未说明</translation>
  </message>
  <message>
   <source>automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>axial, outlined</source>
   <translation>轴位，带轮廓</translation>
  </message>
  <message>
   <source>axial, plain</source>
   <translation>轴位，无标记</translation>
  </message>
  <message>
   <source>belongs to an open series, but is not among the files that were opened</source>
   <translation>属于已打开的序列，但不在已打开的文件之中</translation>
  </message>
  <message>
   <source>below 10 %</source>
   <translation>低于 10 %</translation>
  </message>
  <message>
   <source>below {high:g} years</source>
   <translation>{high:g} 岁以下</translation>
  </message>
  <message>
   <source>bidirectional</source>
   <translation>长短径</translation>
  </message>
  <message>
   <source>blending</source>
   <translation>融合</translation>
  </message>
  <message>
   <source>blobs of {sigma_mm:.0f} mm</source>
   <translation>{sigma_mm:.0f} mm 的团块</translation>
  </message>
  <message>
   <source>body</source>
   <translation>体部</translation>
  </message>
  <message>
   <source>boolean</source>
   <translation>是/否</translation>
  </message>
  <message>
   <source>border</source>
   <translation>边界</translation>
  </message>
  <message>
   <source>border of what was scanned</source>
   <translation>扫描范围的边界</translation>
  </message>
  <message>
   <source>born {date}</source>
   <translation>出生 {date}</translation>
  </message>
  <message>
   <source>both lungs</source>
   <translation>双肺</translation>
  </message>
  <message>
   <source>bringing the result back to the grid of the image</source>
   <translation>将结果变换回图像的网格</translation>
  </message>
  <message>
   <source>brock 2b</source>
   <translation>Brock 2b</translation>
  </message>
  <message>
   <source>by hand</source>
   <translation>手动</translation>
  </message>
  <message>
   <source>by the Real World Value Mapping of the file</source>
   <translation>按文件的真实世界值映射</translation>
  </message>
  <message>
   <source>calibrated by hand</source>
   <translation>手动校准</translation>
  </message>
  <message>
   <source>calibrated with a fiducial</source>
   <translation>以标记物校准</translation>
  </message>
  <message>
   <source>calls its channel 0 {name}: which of its channels is the background is not said</source>
   <translation>将其通道 0 称为 {name}：未说明哪个通道是背景</translation>
  </message>
  <message>
   <source>cancer within 5 years</source>
   <translation>5 年内癌症</translation>
  </message>
  <message>
   <source>cannot be measured ({fault})</source>
   <translation>无法测量（{fault}）</translation>
  </message>
  <message>
   <source>cannot be opened ({strerror})</source>
   <translation>无法打开（{strerror}）</translation>
  </message>
  <message>
   <source>cannot be read</source>
   <translation>无法读取</translation>
  </message>
  <message>
   <source>cannot be unpacked ({strerror})</source>
   <translation>无法解压（{strerror}）</translation>
  </message>
  <message>
   <source>capture</source>
   <translation>截屏</translation>
  </message>
  <message>
   <source>cardiothoracic</source>
   <translation>心胸比</translation>
  </message>
  <message>
   <source>caution</source>
   <translation>注意</translation>
  </message>
  <message>
   <source>change of volume {value} %</source>
   <translation>体积变化 {value} %</translation>
  </message>
  <message>
   <source>changes how a class is made at {place}</source>
   <translation>在 {place} 改变了类的创建方式</translation>
  </message>
  <message>
   <source>check that it is in percent and not a fraction.</source>
   <translation>请核对其为百分数而非小数。</translation>
  </message>
  <message>
   <source>check that it was not given in centimeters.</source>
   <translation>请核对是否误以厘米输入。</translation>
  </message>
  <message>
   <source>check that it was not given in milliliters.</source>
   <translation>请核对是否误以毫升输入。</translation>
  </message>
  <message>
   <source>choice</source>
   <translation>选项</translation>
  </message>
  <message>
   <source>claims an absurd size of {columns} x {rows} pixels</source>
   <translation>声称有 {columns} x {rows} 像素的荒谬尺寸</translation>
  </message>
  <message>
   <source>claims more pixels than its deflated data can hold</source>
   <translation>声称的像素多于其压缩数据所能容纳</translation>
  </message>
  <message>
   <source>claims {frames} frames</source>
   <translation>声称有 {frames} 帧</translation>
  </message>
  <message>
   <source>claims {frames} frames, but holds only {there} bytes of pixels</source>
   <translation>声称有 {frames} 帧，但只有 {there} 字节的像素</translation>
  </message>
  <message>
   <source>closing</source>
   <translation>闭运算</translation>
  </message>
  <message>
   <source>cobb</source>
   <translation>Cobb 角</translation>
  </message>
  <message>
   <source>color</source>
   <translation>彩色</translation>
  </message>
  <message>
   <source>comes without its weights {wanted}</source>
   <translation>缺少权重 {wanted}</translation>
  </message>
  <message>
   <source>comes without its weights {wanted}; its large_files.yml says where to fetch them</source>
   <translation>缺少权重 {wanted}；其 large_files.yml 说明从何处获取</translation>
  </message>
  <message>
   <source>component {number}</source>
   <translation>分量 {number}</translation>
  </message>
  <message>
   <source>consider CT at 3 mo, PET/CT or tissue sampling</source>
   <translation>考虑 3 个月复查 CT、PET/CT 或组织取样</translation>
  </message>
  <message>
   <source>corrected by the estimated magnification factor</source>
   <translation>按估计的放大系数校正</translation>
  </message>
  <message>
   <source>corrected for geometric magnification</source>
   <translation>已按几何放大校正</translation>
  </message>
  <message>
   <source>corrected, how is not stated</source>
   <translation>已校正，未说明方法</translation>
  </message>
  <message>
   <source>counts without the maker's SUV factor</source>
   <translation>计数值缺少制造商的 SUV 系数</translation>
  </message>
  <message>
   <source>curvature diffusion, {number:g} steps</source>
   <translation>曲率扩散，{number:g} 步</translation>
  </message>
  <message>
   <source>cut at the {ends} of the image: not the whole {name}, so that no size of it is given</source>
   <translation>在图像的{ends}被截断：不是完整的{name}，因此不给出其大小</translation>
  </message>
  <message>
   <source>date</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>date 1</source>
   <translation>日期 1</translation>
  </message>
  <message>
   <source>date 2</source>
   <translation>日期 2</translation>
  </message>
  <message>
   <source>days</source>
   <translation>天</translation>
  </message>
  <message>
   <source>decay correction is {decay}</source>
   <translation>衰减校正为 {decay}</translation>
  </message>
  <message>
   <source>diameter 1</source>
   <translation>直径 1</translation>
  </message>
  <message>
   <source>diameter 2</source>
   <translation>直径 2</translation>
  </message>
  <message>
   <source>disabled</source>
   <translation>已停用</translation>
  </message>
  <message>
   <source>does not name its structures (channel_def in metadata.json)</source>
   <translation>未给出其结构的名称（metadata.json 中的 channel_def）</translation>
  </message>
  <message>
   <source>does not say in its metadata.json what its {what} is</source>
   <translation>未在 metadata.json 中说明其{what}</translation>
  </message>
  <message>
   <source>does not state how its pixels are compressed</source>
   <translation>未说明其像素的压缩方式</translation>
  </message>
  <message>
   <source>does not state its Rows and Columns</source>
   <translation>未说明其 Rows 和 Columns</translation>
  </message>
  <message>
   <source>e.g. Consultant radiologist</source>
   <translation>例如：放射科主任医师</translation>
  </message>
  <message>
   <source>each of its points has {count} numbers</source>
   <translation>每个点须有 {count} 个数值</translation>
  </message>
  <message>
   <source>echo {echo:g} ms</source>
   <translation>回波 {echo:g} ms</translation>
  </message>
  <message>
   <source>edited</source>
   <translation>已编辑</translation>
  </message>
  <message>
   <source>edited and accepted</source>
   <translation>已编辑并接受</translation>
  </message>
  <message>
   <source>emphysema index</source>
   <translation>肺气肿指数</translation>
  </message>
  <message>
   <source>emphysema laa950</source>
   <translation>肺气肿 laa950</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>空</translation>
  </message>
  <message>
   <source>enhanced</source>
   <translation>增强</translation>
  </message>
  <message>
   <source>entries</source>
   <translation>项</translation>
  </message>
  <message>
   <source>erase inside</source>
   <translation>擦除内部</translation>
  </message>
  <message>
   <source>erase outside</source>
   <translation>擦除外部</translation>
  </message>
  <message>
   <source>ever smoker</source>
   <translation>曾吸烟</translation>
  </message>
  <message>
   <source>exit code {code}</source>
   <translation>退出代码 {code}</translation>
  </message>
  <message>
   <source>expands to an absurd size when it is inflated</source>
   <translation>解压后达到荒谬的大小</translation>
  </message>
  <message>
   <source>extrathoracic cancer over 5 years ago</source>
   <translation>5 年以前的胸外癌症</translation>
  </message>
  <message>
   <source>feet</source>
   <translation>足侧</translation>
  </message>
  <message>
   <source>female</source>
   <translation>女</translation>
  </message>
  <message>
   <source>file</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>files</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>fill inside</source>
   <translation>填充内部</translation>
  </message>
  <message>
   <source>film</source>
   <translation>平片</translation>
  </message>
  <message>
   <source>filtering</source>
   <translation>正在滤波</translation>
  </message>
  <message>
   <source>findings of the analysis are missing; reject them instead</source>
   <translation>缺少分析得出的发现；请改为拒绝它们</translation>
  </message>
  <message>
   <source>flagged</source>
   <translation>已标记</translation>
  </message>
  <message>
   <source>fleischner 2017</source>
   <translation>Fleischner 2017</translation>
  </message>
  <message>
   <source>for an id of an action a list of keys</source>
   <translation>每个操作标识对应一个快捷键列表</translation>
  </message>
  <message>
   <source>for the name of a screen a number from {low:g} to {high:g}</source>
   <translation>每个屏幕名称对应 {low:g} 到 {high:g} 的数</translation>
  </message>
  <message>
   <source>frames</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>from {low:g} years</source>
   <translation>{low:g} 岁起</translation>
  </message>
  <message>
   <source>front</source>
   <translation>前侧</translation>
  </message>
  <message>
   <source>gantry tilt</source>
   <translation>机架倾斜</translation>
  </message>
  <message>
   <source>gaussian</source>
   <translation>高斯</translation>
  </message>
  <message>
   <source>geometry not acknowledged</source>
   <translation>几何信息未确认</translation>
  </message>
  <message>
   <source>gives one number per voxel and does not say from which on it is a structure</source>
   <translation>每个体素只给出一个数值，且未说明从何值起为结构</translation>
  </message>
  <message>
   <source>gives the same result twice</source>
   <translation>两次给出相同结果</translation>
  </message>
  <message>
   <source>got a volume with {count} empty slices between others, the first at place {number}: every pixel of them has the same value</source>
   <translation>收到的容积在其他层面之间有 {count} 个空层面，首个位于第 {number} 层：其中每个像素的值都相同</translation>
  </message>
  <message>
   <source>got an empty image: every pixel has the same value</source>
   <translation>得到空图像：所有像素的值相同</translation>
  </message>
  <message>
   <source>got an image with values that are not numbers</source>
   <translation>得到的图像含有非数字的值</translation>
  </message>
  <message>
   <source>got an image without pixels</source>
   <translation>得到没有像素的图像</translation>
  </message>
  <message>
   <source>graphics only</source>
   <translation>仅图形</translation>
  </message>
  <message>
   <source>ground-glass</source>
   <translation>磨玻璃</translation>
  </message>
  <message>
   <source>has a Python expression at {place}</source>
   <translation>在 {place} 含有 Python 表达式</translation>
  </message>
  <message>
   <source>has a channel_def in metadata.json that is not understood</source>
   <translation>的 metadata.json 中的 channel_def 无法理解</translation>
  </message>
  <message>
   <source>has a configs/metadata.json that is not JSON</source>
   <translation>的 configs/metadata.json 不是 JSON</translation>
  </message>
  <message>
   <source>has a configuration that cannot be read</source>
   <translation>的配置无法读取</translation>
  </message>
  <message>
   <source>has a configuration that is neither JSON nor YAML</source>
   <translation>的配置既不是 JSON 也不是 YAML</translation>
  </message>
  <message>
   <source>has a configuration that is not JSON</source>
   <translation>的配置不是 JSON</translation>
  </message>
  <message>
   <source>has a configuration that is too large</source>
   <translation>的配置过大</translation>
  </message>
  <message>
   <source>has a configuration without a network</source>
   <translation>的配置没有网络</translation>
  </message>
  <message>
   <source>has a damaged segmented palette</source>
   <translation>的分段调色板已损坏</translation>
  </message>
  <message>
   <source>has a function at {place} that is not allowed ({why})</source>
   <translation>在 {place} 含有不允许的函数（{why}）</translation>
  </message>
  <message>
   <source>has a lookup table of {bits} bits</source>
   <translation>的查找表为 {bits} 位</translation>
  </message>
  <message>
   <source>has a lookup table that is too short</source>
   <translation>的查找表过短</translation>
  </message>
  <message>
   <source>has a lookup table without its description</source>
   <translation>的查找表缺少描述</translation>
  </message>
  <message>
   <source>has a palette that is too short</source>
   <translation>的调色板过短</translation>
  </message>
  <message>
   <source>has a part that is not a number</source>
   <translation>有一部分不是数字</translation>
  </message>
  <message>
   <source>has a setting at {place} that is not supported</source>
   <translation>在 {place} 含有不支持的设置</translation>
  </message>
  <message>
   <source>has an expression at {place} that is not allowed ({why})</source>
   <translation>在 {place} 含有不允许的表达式（{why}）</translation>
  </message>
  <message>
   <source>has its weights as TorchScript ({name}), which is program code; a state dict is needed</source>
   <translation>的权重为 TorchScript（{name}），属于程序代码；需要 state dict</translation>
  </message>
  <message>
   <source>has its weights as TorchScript only, which is program code; {wanted} is needed</source>
   <translation>的权重只有 TorchScript 形式，属于程序代码；需要 {wanted}</translation>
  </message>
  <message>
   <source>has more than one {what} ({names}), and one is supported</source>
   <translation>有多个{what}（{names}），仅支持一个</translation>
  </message>
  <message>
   <source>has no configs/inference.json</source>
   <translation>没有 configs/inference.json</translation>
  </message>
  <message>
   <source>has no configs/metadata.json</source>
   <translation>没有 configs/metadata.json</translation>
  </message>
  <message>
   <source>has no import at {place}</source>
   <translation>在 {place} 不是导入语句</translation>
  </message>
  <message>
   <source>has no inferer at {place}</source>
   <translation>在 {place} 没有推理器</translation>
  </message>
  <message>
   <source>has no network at {place}</source>
   <translation>在 {place} 没有神经网络</translation>
  </message>
  <message>
   <source>has no pin for {needed}</source>
   <translation>没有 {needed} 的校验值</translation>
  </message>
  <message>
   <source>has no pin for {reference}</source>
   <translation>没有 {reference} 的校验值</translation>
  </message>
  <message>
   <source>has no pixel data ({describe_object})</source>
   <translation>没有像素数据（{describe_object}）</translation>
  </message>
  <message>
   <source>has no reference array {name}</source>
   <translation>没有参考数组 {name}</translation>
  </message>
  <message>
   <source>has no transform at {place}</source>
   <translation>在 {place} 没有变换</translation>
  </message>
  <message>
   <source>has sequences nested too deeply to be an image</source>
   <translation>的序列项嵌套过深，不可能是图像</translation>
  </message>
  <message>
   <source>has something at {place} that cannot be made ({what})</source>
   <translation>在 {place} 含有无法生成的部分（{what}）</translation>
  </message>
  <message>
   <source>has something that is no plain data at {place}</source>
   <translation>在 {place} 含有并非普通数据的内容</translation>
  </message>
  <message>
   <source>has the SOP Instance UID, but not the content, of {other}</source>
   <translation>与 {other} 的 SOP Instance UID 相同但内容不同</translation>
  </message>
  <message>
   <source>has the Series Instance UID of an open series of another study</source>
   <translation>与另一检查中已打开序列的序列实例 UID 相同</translation>
  </message>
  <message>
   <source>has the Study Instance UID of an open study, but states another patient</source>
   <translation>与已打开检查的检查实例 UID 相同，但患者不同</translation>
  </message>
  <message>
   <source>has the UID and the place of {other}, in another transfer syntax</source>
   <translation>与 {other} 的 UID 和位置相同，但传输语法不同</translation>
  </message>
  <message>
   <source>has the UIDs of an open series that cannot be read any more</source>
   <translation>与已打开的序列 UID 相同，而该序列已无法再读取</translation>
  </message>
  <message>
   <source>has the UIDs of an open series, but other contents: they differ</source>
   <translation>与已打开的序列 UID 相同，但内容不同</translation>
  </message>
  <message>
   <source>has the UIDs of images that something is kept of, but other contents</source>
   <translation>与已有保存内容的图像 UID 相同，但内容不同</translation>
  </message>
  <message>
   <source>has weights ({name}) that cannot be read</source>
   <translation>的权重（{name}）无法读取</translation>
  </message>
  <message>
   <source>has weights ({name}) that hold more than plain arrays, which would run code</source>
   <translation>的权重（{name}）含有普通数组以外的内容，会运行代码</translation>
  </message>
  <message>
   <source>has weights that are larger than 8 GB</source>
   <translation>的权重大于 8 GB</translation>
  </message>
  <message>
   <source>has weights that are not numbers</source>
   <translation>的权重不是有效数字</translation>
  </message>
  <message>
   <source>has weights that do not fit its network ({what})</source>
   <translation>的权重与其神经网络不符（{what}）</translation>
  </message>
  <message>
   <source>has weights without any arrays</source>
   <translation>的权重不含任何数组</translation>
  </message>
  <message>
   <source>has {samples} samples per pixel, {photometric}</source>
   <translation>每像素有 {samples} 个样本，{photometric}</translation>
  </message>
  <message>
   <source>head</source>
   <translation>头侧</translation>
  </message>
  <message>
   <source>high</source>
   <translation>高</translation>
  </message>
  <message>
   <source>holds no DICOM image or document (no SOP class, no pixels)</source>
   <translation>不含 DICOM 图像或文档（没有 SOP 类，没有像素）</translation>
  </message>
  <message>
   <source>holds {coding}, which is not supported ({name})</source>
   <translation>含有 {coding}，不受支持（{name}）</translation>
  </message>
  <message>
   <source>holds {length} bytes of pixels, but its header explains only {expected}</source>
   <translation>含 {length} 字节像素数据，而其头信息只能解释 {expected} 字节</translation>
  </message>
  <message>
   <source>image</source>
   <translation>图像</translation>
  </message>
  <message>
   <source>image {at} of {count}</source>
   <translation>第 {at}/{count} 幅图像</translation>
  </message>
  <message>
   <source>immunosuppressed patients</source>
   <translation>免疫抑制患者</translation>
  </message>
  <message>
   <source>in progress</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source>includes another file at {place}</source>
   <translation>在 {place} 引用了另一文件</translation>
  </message>
  <message>
   <source>inside</source>
   <translation>内侧</translation>
  </message>
  <message>
   <source>inspiratory</source>
   <translation>吸气相</translation>
  </message>
  <message>
   <source>integer</source>
   <translation>整数</translation>
  </message>
  <message>
   <source>interpolated</source>
   <translation>插值</translation>
  </message>
  <message>
   <source>intersect</source>
   <translation>交集</translation>
  </message>
  <message>
   <source>interval</source>
   <translation>间隔</translation>
  </message>
  <message>
   <source>interval days</source>
   <translation>间隔天数</translation>
  </message>
  <message>
   <source>interval {value} days</source>
   <translation>间隔 {value} 天</translation>
  </message>
  <message>
   <source>invert</source>
   <translation>取反</translation>
  </message>
  <message>
   <source>inverted</source>
   <translation>反相</translation>
  </message>
  <message>
   <source>is a ZIP archive of {count} files</source>
   <translation>是含有 {count} 个文件的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is a ZIP archive that does not fit on the disk when unpacked</source>
   <translation>是解压后磁盘放不下的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is a ZIP archive that expands to an absurd size</source>
   <translation>是解压后达到荒谬大小的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is a ZIP archive within a ZIP archive</source>
   <translation>是 ZIP 压缩包内的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is a copy of {other}</source>
   <translation>是 {other} 的副本</translation>
  </message>
  <message>
   <source>is a damaged ZIP archive</source>
   <translation>是损坏的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is a device</source>
   <translation>是设备文件</translation>
  </message>
  <message>
   <source>is a folder that cannot be read ({strerror})</source>
   <translation>是无法读取的文件夹（{strerror}）</translation>
  </message>
  <message>
   <source>is a gzip or tar archive: unpack it first</source>
   <translation>是 gzip 或 tar 压缩包：请先解包</translation>
  </message>
  <message>
   <source>is a media directory; {there} of its files are there</source>
   <translation>是介质目录；其文件中有 {there} 个存在</translation>
  </message>
  <message>
   <source>is a named pipe</source>
   <translation>是命名管道</translation>
  </message>
  <message>
   <source>is a palette image without its palettes</source>
   <translation>是缺少调色板的调色板图像</translation>
  </message>
  <message>
   <source>is a socket</source>
   <translation>是套接字</translation>
  </message>
  <message>
   <source>is a whole slide image; its tiles are not shown</source>
   <translation>是全切片图像；不显示其图块</translation>
  </message>
  <message>
   <source>is above {maximum:g}</source>
   <translation>高于 {maximum:g}</translation>
  </message>
  <message>
   <source>is an empty ZIP archive</source>
   <translation>是空的 ZIP 压缩包</translation>
  </message>
  <message>
   <source>is below {minimum:g}</source>
   <translation>低于 {minimum:g}</translation>
  </message>
  <message>
   <source>is cut short: its compressed pixels are not complete</source>
   <translation>被截断：其压缩像素数据不完整</translation>
  </message>
  <message>
   <source>is cut short: its header is not complete</source>
   <translation>被截断：其头信息不完整</translation>
  </message>
  <message>
   <source>is cut short: {there} of {expected} bytes of pixels are there</source>
   <translation>被截断：{expected} 字节像素中只有 {there} 字节</translation>
  </message>
  <message>
   <source>is damaged in the ZIP archive</source>
   <translation>在 ZIP 压缩包中已损坏</translation>
  </message>
  <message>
   <source>is damaged: its header cannot be read ({fault})</source>
   <translation>已损坏：无法读取其头信息（{fault}）</translation>
  </message>
  <message>
   <source>is damaged: its values cannot be used ({fault})</source>
   <translation>已损坏：其数值无法使用（{fault}）</translation>
  </message>
  <message>
   <source>is deflated, and its compressed data are damaged</source>
   <translation>经 deflate 压缩，其压缩数据已损坏</translation>
  </message>
  <message>
   <source>is empty</source>
   <translation>为空</translation>
  </message>
  <message>
   <source>is empty: the second corner must be larger than the first</source>
   <translation>为空：第二个角须大于第一个角</translation>
  </message>
  <message>
   <source>is encrypted</source>
   <translation>已加密</translation>
  </message>
  <message>
   <source>is encrypted in the ZIP archive</source>
   <translation>在 ZIP 压缩包中已加密</translation>
  </message>
  <message>
   <source>is for patients {span}; this patient is {age:.0f} years old</source>
   <translation>适用于{span}患者；此患者 {age:.0f} 岁</translation>
  </message>
  <message>
   <source>is for plugin API version {stated}; this program speaks {api_version}</source>
   <translation>适用于插件 API 版本 {stated}；本程序为 {api_version}</translation>
  </message>
  <message>
   <source>is for {wanted}, not for {modality}</source>
   <translation>适用于 {wanted}，不适用于 {modality}</translation>
  </message>
  <message>
   <source>is larger than any manifest should be</source>
   <translation>大于任何清单应有的大小</translation>
  </message>
  <message>
   <source>is larger than the ZIP archive says</source>
   <translation>大于 ZIP 压缩包所述</translation>
  </message>
  <message>
   <source>is named in a DICOMDIR but is not there</source>
   <translation>列于 DICOMDIR 中但不存在</translation>
  </message>
  <message>
   <source>is named in a DICOMDIR but lies outside its folder</source>
   <translation>列于 DICOMDIR 中但位于其文件夹之外</translation>
  </message>
  <message>
   <source>is named in a DICOMDIR with a path that leads out of its folder</source>
   <translation>列于 DICOMDIR 中，其路径指向文件夹之外</translation>
  </message>
  <message>
   <source>is not a DICOM file</source>
   <translation>不是 DICOM 文件</translation>
  </message>
  <message>
   <source>is not a box</source>
   <translation>不是范围框</translation>
  </message>
  <message>
   <source>is not a number</source>
   <translation>不是数字</translation>
  </message>
  <message>
   <source>is not a regular file</source>
   <translation>不是普通文件</translation>
  </message>
  <message>
   <source>is not a whole number</source>
   <translation>不是整数</translation>
  </message>
  <message>
   <source>is not finite</source>
   <translation>不是有限数</translation>
  </message>
  <message>
   <source>is not one of {names}</source>
   <translation>不是 {names} 之一</translation>
  </message>
  <message>
   <source>is not text</source>
   <translation>不是文本</translation>
  </message>
  <message>
   <source>is not true or false</source>
   <translation>不是 true 或 false</translation>
  </message>
  <message>
   <source>is not valid TOML: {error}</source>
   <translation>不是有效的 TOML：{error}</translation>
  </message>
  <message>
   <source>is not valid: {place}: {first}</source>
   <translation>无效：{place}：{first}</translation>
  </message>
  <message>
   <source>is the image of {other} with other words in its header</source>
   <translation>与 {other} 是同一图像，只是文件头中的文字不同</translation>
  </message>
  <message>
   <source>it cannot be read</source>
   <translation>无法读取</translation>
  </message>
  <message>
   <source>it changes the image and is no enhancement</source>
   <translation>它改变了图像但不是增强</translation>
  </message>
  <message>
   <source>it does not say what was done</source>
   <translation>它未说明所做的处理</translation>
  </message>
  <message>
   <source>it does not say which measurement of its finding it was computed from</source>
   <translation>未说明依据该发现的哪次测量计算</translation>
  </message>
  <message>
   <source>it has more than {most} files</source>
   <translation>其中的文件超过 {most} 个</translation>
  </message>
  <message>
   <source>it has no contours.</source>
   <translation>没有轮廓。</translation>
  </message>
  <message>
   <source>it has points or open lines only.</source>
   <translation>只有点或未闭合的线。</translation>
  </message>
  <message>
   <source>it has {count} axes</source>
   <translation>它有 {count} 个轴</translation>
  </message>
  <message>
   <source>it has {count} points</source>
   <translation>须有 {count} 个点</translation>
  </message>
  <message>
   <source>it has {count} points or more</source>
   <translation>须有至少 {count} 个点</translation>
  </message>
  <message>
   <source>it has {names} too</source>
   <translation>多出 {names}</translation>
  </message>
  <message>
   <source>it holds {count} volumes, one is needed</source>
   <translation>它含 {count} 个容积，只需要一个</translation>
  </message>
  <message>
   <source>it is about series that are not among those opened</source>
   <translation>其所涉及的序列不在已打开的序列之中</translation>
  </message>
  <message>
   <source>it is larger than 1 GB</source>
   <translation>大于 1 GB</translation>
  </message>
  <message>
   <source>it is no finding of the analysis</source>
   <translation>它不是该分析得出的发现</translation>
  </message>
  <message>
   <source>it is no text in UTF-8</source>
   <translation>不是 UTF-8 文本</translation>
  </message>
  <message>
   <source>it is of another patient</source>
   <translation>它属于另一位患者</translation>
  </message>
  <message>
   <source>it is of other images with the same UIDs</source>
   <translation>它属于具有相同 UID 的其他图像</translation>
  </message>
  <message>
   <source>it lacks {names}</source>
   <translation>缺少 {names}</translation>
  </message>
  <message>
   <source>it lies outside the image.</source>
   <translation>位于图像之外。</translation>
  </message>
  <message>
   <source>it needs more memory than is there</source>
   <translation>所需内存超过现有内存</translation>
  </message>
  <message>
   <source>it was changed in the file after it was measured</source>
   <translation>测量后在文件中被更改</translation>
  </message>
  <message>
   <source>it was drawn in another frame of reference.</source>
   <translation>在另一参考坐标系中绘制。</translation>
  </message>
  <message>
   <source>its compressed pixels are not stored in fragments</source>
   <translation>的压缩像素未以片段存储</translation>
  </message>
  <message>
   <source>its contours have fewer than three corners.</source>
   <translation>其轮廓少于三个角点。</translation>
  </message>
  <message>
   <source>its contours lie in other planes than the slices.</source>
   <translation>其轮廓不在层面所在的平面内。</translation>
  </message>
  <message>
   <source>its finding is not there any more</source>
   <translation>其对应的发现已不存在</translation>
  </message>
  <message>
   <source>its finding was measured again</source>
   <translation>其对应的发现已重新测量</translation>
  </message>
  <message>
   <source>its finding was rejected</source>
   <translation>其对应的发现已被拒绝</translation>
  </message>
  <message>
   <source>its hashes are damaged</source>
   <translation>其哈希值已损坏</translation>
  </message>
  <message>
   <source>its mask is missing</source>
   <translation>其掩膜缺失</translation>
  </message>
  <message>
   <source>its points lie on no one plane of the volume</source>
   <translation>这些点不在体数据的同一平面上</translation>
  </message>
  <message>
   <source>its result in the file is not what its inputs give</source>
   <translation>文件中的结果与其输入得出的结果不符</translation>
  </message>
  <message>
   <source>its slope or intercept is infinite</source>
   <translation>其斜率或截距为无穷大</translation>
  </message>
  <message>
   <source>its video is damaged</source>
   <translation>的视频已损坏</translation>
  </message>
  <message>
   <source>its video is damaged ({fault})</source>
   <translation>的视频已损坏（{fault}）</translation>
  </message>
  <message>
   <source>its video is larger than can be read</source>
   <translation>的视频大到无法读取</translation>
  </message>
  <message>
   <source>its video is not of the kind that its transfer syntax names</source>
   <translation>的视频类型与其传输语法不符</translation>
  </message>
  <message>
   <source>its video is {columns} x {rows}, not as its header says</source>
   <translation>的视频为 {columns} x {rows}，与其头信息不符</translation>
  </message>
  <message>
   <source>its voxels are colors or complex numbers</source>
   <translation>其体素为彩色或复数</translation>
  </message>
  <message>
   <source>joined series</source>
   <translation>合并的序列</translation>
  </message>
  <message>
   <source>keep clicked</source>
   <translation>保留单击部分</translation>
  </message>
  <message>
   <source>keep largest</source>
   <translation>保留最大部分</translation>
  </message>
  <message>
   <source>keeps the sides when the array is mirrored</source>
   <translation>数组镜像后左右侧保持正确</translation>
  </message>
  <message>
   <source>kernel not stated</source>
   <translation>未说明重建核</translation>
  </message>
  <message>
   <source>laa 950</source>
   <translation>LAA 950</translation>
  </message>
  <message>
   <source>laa 950 percent</source>
   <translation>LAA 950 百分比</translation>
  </message>
  <message>
   <source>label was “{label}”</source>
   <translation>标签原为“{label}”</translation>
  </message>
  <message>
   <source>labels</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>labels and segments do not name the same numbers</source>
   <translation>标签与分割段的编号不一致</translation>
  </message>
  <message>
   <source>labels are not uint8 or uint16</source>
   <translation>标签不是 uint8 或 uint16</translation>
  </message>
  <message>
   <source>labels come with an enhanced image</source>
   <translation>增强图像不应带有标签</translation>
  </message>
  <message>
   <source>labels have shape {shape}, the image {shape2}</source>
   <translation>标签形状为 {shape}，图像为 {shape2}</translation>
  </message>
  <message>
   <source>least Dice {worst:.3f}</source>
   <translation>最低 Dice {worst:.3f}</translation>
  </message>
  <message>
   <source>left</source>
   <translation>左侧</translation>
  </message>
  <message>
   <source>left and right</source>
   <translation>左右侧</translation>
  </message>
  <message>
   <source>left edge</source>
   <translation>左缘</translation>
  </message>
  <message>
   <source>left side</source>
   <translation>左侧</translation>
  </message>
  <message>
   <source>less</source>
   <translation>少</translation>
  </message>
  <message>
   <source>likeness</source>
   <translation>相似性检查</translation>
  </message>
  <message>
   <source>linear predictor</source>
   <translation>线性预测值</translation>
  </message>
  <message>
   <source>longer than the long axis</source>
   <translation>长于长轴</translation>
  </message>
  <message>
   <source>low</source>
   <translation>低</translation>
  </message>
  <message>
   <source>lower edge</source>
   <translation>下缘</translation>
  </message>
  <message>
   <source>lower end</source>
   <translation>下端</translation>
  </message>
  <message>
   <source>lung below -950 HU {value} %</source>
   <translation>低于 -950 HU 的肺占比 {value} %</translation>
  </message>
  <message>
   <source>lung cancer screening</source>
   <translation>肺癌筛查</translation>
  </message>
  <message>
   <source>made the reading process end; it is damaged or hostile</source>
   <translation>使读取进程终止；文件已损坏或有恶意</translation>
  </message>
  <message>
   <source>makes no labels of its own</source>
   <translation>自身不生成标签</translation>
  </message>
  <message>
   <source>male</source>
   <translation>男</translation>
  </message>
  <message>
   <source>marks each of its structures by a threshold of its own, so that they may overlap; one label per voxel is supported</source>
   <translation>对每个结构分别使用阈值，结构可能重叠；仅支持每个体素一个标签</translation>
  </message>
  <message>
   <source>mayo</source>
   <translation>Mayo</translation>
  </message>
  <message>
   <source>mean diameter</source>
   <translation>平均直径</translation>
  </message>
  <message>
   <source>mean diameter {size} mm</source>
   <translation>平均直径 {size} mm</translation>
  </message>
  <message>
   <source>mean difference {off:.4f} SD</source>
   <translation>平均差 {off:.4f} SD</translation>
  </message>
  <message>
   <source>measured</source>
   <translation>测量</translation>
  </message>
  <message>
   <source>measured on another series</source>
   <translation>在其他序列上测量</translation>
  </message>
  <message>
   <source>measured on other images of this series</source>
   <translation>在本序列的其他图像上测量</translation>
  </message>
  <message>
   <source>median, radius {number:g} mm</source>
   <translation>中值，半径 {number:g} mm</translation>
  </message>
  <message>
   <source>metal, whose streaks are darker and brighter than lung</source>
   <translation>存在金属，其条状伪影比肺更暗或更亮</translation>
  </message>
  <message>
   <source>middle</source>
   <translation>居中</translation>
  </message>
  <message>
   <source>months</source>
   <translation>个月</translation>
  </message>
  <message>
   <source>more</source>
   <translation>多</translation>
  </message>
  <message>
   <source>multiple</source>
   <translation>多发</translation>
  </message>
  <message>
   <source>names no layer for {section}</source>
   <translation>没有为 {section} 指明层</translation>
  </message>
  <message>
   <source>needs a field of view of {need} mm; this one is {found} mm</source>
   <translation>需要 {need} mm 的视野；此视野为 {found} mm</translation>
  </message>
  <message>
   <source>needs a radiograph</source>
   <translation>需要 X 线平片</translation>
  </message>
  <message>
   <source>needs a volume</source>
   <translation>需要容积数据</translation>
  </message>
  <message>
   <source>needs at least {min_slices} slices; this series has {slices}</source>
   <translation>需要至少 {min_slices} 层；此序列有 {slices} 层</translation>
  </message>
  <message>
   <source>needs more than one image ({names}), and one is supported</source>
   <translation>需要多幅图像（{names}），仅支持一幅</translation>
  </message>
  <message>
   <source>needs pixels of at most {limit:g} mm; these are {dj:.2f} mm</source>
   <translation>需要不大于 {limit:g} mm 的像素；此序列为 {dj:.2f} mm</translation>
  </message>
  <message>
   <source>needs six numbers: x0, y0, z0, x1, y1, z1 in LPS mm</source>
   <translation>需要六个数：x0, y0, z0, x1, y1, z1，单位 LPS mm</translation>
  </message>
  <message>
   <source>needs slices at most {limit:g} mm apart; these are {gap:.2f} mm</source>
   <translation>需要不大于 {limit:g} mm 的层间距；此序列为 {gap:.2f} mm</translation>
  </message>
  <message>
   <source>needs values in {units}; this series has {quantity}</source>
   <translation>需要以 {units} 为单位的数值；此序列为 {quantity}</translation>
  </message>
  <message>
   <source>needs {name} at {place}: Python code of the bundle's own folder scripts, which is not run</source>
   <translation>在 {place} 需要 {name}：它是模型包自带文件夹 scripts 中的 Python 代码，不予运行</translation>
  </message>
  <message>
   <source>network</source>
   <translation>神经网络</translation>
  </message>
  <message>
   <source>no finding</source>
   <translation>无发现</translation>
  </message>
  <message>
   <source>no growth</source>
   <translation>无生长</translation>
  </message>
  <message>
   <source>no library decodes its pixels ({names})</source>
   <translation>没有库能解码其像素（{names}）</translation>
  </message>
  <message>
   <source>no library for video is installed</source>
   <translation>未安装视频解码库</translation>
  </message>
  <message>
   <source>no pixels</source>
   <translation>没有像素</translation>
  </message>
  <message>
   <source>no routine follow-up</source>
   <translation>无需常规随访</translation>
  </message>
  <message>
   <source>no trained model (rule-based)</source>
   <translation>无训练模型（基于规则）</translation>
  </message>
  <message>
   <source>no unit</source>
   <translation>无单位</translation>
  </message>
  <message>
   <source>nodule count</source>
   <translation>结节计数</translation>
  </message>
  <message>
   <source>nodule number</source>
   <translation>结节数</translation>
  </message>
  <message>
   <source>nodule volume</source>
   <translation>结节体积</translation>
  </message>
  <message>
   <source>noise alone moves lung below the threshold</source>
   <translation>仅噪声就会使肺低于阈值</translation>
  </message>
  <message>
   <source>non-solid</source>
   <translation>非实性</translation>
  </message>
  <message>
   <source>not a film</source>
   <translation>不是平片</translation>
  </message>
  <message>
   <source>not computed: {reason}</source>
   <translation>未计算：{reason}</translation>
  </message>
  <message>
   <source>not for measurement</source>
   <translation>不可用于测量</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>未提供</translation>
  </message>
  <message>
   <source>not named</source>
   <translation>未命名</translation>
  </message>
  <message>
   <source>not reviewed</source>
   <translation>未审阅</translation>
  </message>
  <message>
   <source>not signed</source>
   <translation>未签署</translation>
  </message>
  <message>
   <source>not stated</source>
   <translation>未说明</translation>
  </message>
  <message>
   <source>not stated in the file</source>
   <translation>文件未注明</translation>
  </message>
  <message>
   <source>not where disease is</source>
   <translation>而非病变所在</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>nothing says whose it is</source>
   <translation>没有说明它属于谁</translation>
  </message>
  <message>
   <source>number</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>oblique plane</source>
   <translation>斜切平面</translation>
  </message>
  <message>
   <source>of the largest of {count} parts</source>
   <translation>{count} 个部分中最大者</translation>
  </message>
  <message>
   <source>ok</source>
   <translation>正常</translation>
  </message>
  <message>
   <source>on the scanned film</source>
   <translation>扫描的胶片上</translation>
  </message>
  <message>
   <source>one label per voxel, that of the largest value</source>
   <translation>每个体素一个标签，取最大值者</translation>
  </message>
  <message>
   <source>one of {values}</source>
   <translation>以下之一：{values}</translation>
  </message>
  <message>
   <source>only one of Rescale Slope and Rescale Intercept is stated</source>
   <translation>Rescale Slope 与 Rescale Intercept 只给出了一个</translation>
  </message>
  <message>
   <source>opening</source>
   <translation>开运算</translation>
  </message>
  <message>
   <source>optional CT at 12 months</source>
   <translation>可选择 12 个月复查 CT</translation>
  </message>
  <message>
   <source>outline crosses itself: pixels counted</source>
   <translation>轮廓自相交：按像素计数</translation>
  </message>
  <message>
   <source>outlining</source>
   <translation>正在勾画</translation>
  </message>
  <message>
   <source>outside</source>
   <translation>外侧</translation>
  </message>
  <message>
   <source>outside the validated protocol: {reasons}</source>
   <translation>超出验证的扫描方案：{reasons}</translation>
  </message>
  <message>
   <source>part-solid</source>
   <translation>部分实性</translation>
  </message>
  <message>
   <source>patient risk</source>
   <translation>患者风险</translation>
  </message>
  <message>
   <source>patient's left is on the right of the screen</source>
   <translation>患者左侧位于屏幕右侧</translation>
  </message>
  <message>
   <source>patient's side</source>
   <translation>患者侧别</translation>
  </message>
  <message>
   <source>patients with known cancer</source>
   <translation>已知癌症患者</translation>
  </message>
  <message>
   <source>perc15</source>
   <translation>第 15 百分位数</translation>
  </message>
  <message>
   <source>perc15 hu</source>
   <translation>第 15 百分位数 HU</translation>
  </message>
  <message>
   <source>phantoms</source>
   <translation>体模</translation>
  </message>
  <message>
   <source>picture made in {time:.1f} s</source>
   <translation>已生成图像，用时 {time:.1f} s</translation>
  </message>
  <message>
   <source>posterior</source>
   <translation>后方</translation>
  </message>
  <message>
   <source>presentation state</source>
   <translation>显示状态</translation>
  </message>
  <message>
   <source>preset</source>
   <translation>预设</translation>
  </message>
  <message>
   <source>probability {percent}</source>
   <translation>概率 {percent}</translation>
  </message>
  <message>
   <source>probability, 0 to 1</source>
   <translation>概率，0 至 1</translation>
  </message>
  <message>
   <source>proposed</source>
   <translation>候选</translation>
  </message>
  <message>
   <source>pseudo-color</source>
   <translation>伪彩</translation>
  </message>
  <message>
   <source>reaches beyond the image: values are of the part within it</source>
   <translation>超出图像：数值来自图像内的部分</translation>
  </message>
  <message>
   <source>reaches the ends and the sides of the image; what lies beyond is not measured</source>
   <translation>到达图像的首末层面和边缘；图像之外的部分未测量</translation>
  </message>
  <message>
   <source>reaches the first or last slice; what lies beyond is not measured</source>
   <translation>到达首层或末层；之外的部分未测量</translation>
  </message>
  <message>
   <source>reaches the side of the image; what lies beyond is not measured</source>
   <translation>到达图像边缘；之外的部分未测量</translation>
  </message>
  <message>
   <source>real time</source>
   <translation>实时</translation>
  </message>
  <message>
   <source>reason unknown</source>
   <translation>原因未知</translation>
  </message>
  <message>
   <source>reduced</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>reduced, {pooled} × {pooled} averaged</source>
   <translation>缩小，{pooled} × {pooled} 平均</translation>
  </message>
  <message>
   <source>refers to itself at {place}</source>
   <translation>在 {place} 引用了自身</translation>
  </message>
  <message>
   <source>refers to {path}, which is not there, at {place}</source>
   <translation>在 {place} 引用了不存在的 {path}</translation>
  </message>
  <message>
   <source>refused</source>
   <translation>不可信</translation>
  </message>
  <message>
   <source>refuses an empty image</source>
   <translation>拒绝空图像</translation>
  </message>
  <message>
   <source>refuses another modality</source>
   <translation>拒绝其他成像设备类型</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>已拒绝</translation>
  </message>
  <message>
   <source>remove clicked</source>
   <translation>移除单击部分</translation>
  </message>
  <message>
   <source>remove small</source>
   <translation>移除小部分</translation>
  </message>
  <message>
   <source>removed {names}</source>
   <translation>移除了 {names}</translation>
  </message>
  <message>
   <source>result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>right</source>
   <translation>右侧</translation>
  </message>
  <message>
   <source>right edge</source>
   <translation>右缘</translation>
  </message>
  <message>
   <source>right side</source>
   <translation>右侧</translation>
  </message>
  <message>
   <source>row</source>
   <translation>行</translation>
  </message>
  <message>
   <source>saliency</source>
   <translation>显著图</translation>
  </message>
  <message>
   <source>scanner</source>
   <translation>扫描仪</translation>
  </message>
  <message>
   <source>search region</source>
   <translation>搜索区域</translation>
  </message>
  <message>
   <source>segment edited; it is empty in version {version} of the mask</source>
   <translation>分割段已编辑；在掩膜版本 {version} 中为空</translation>
  </message>
  <message>
   <source>segment edited; measured anew on version {version} of the mask</source>
   <translation>分割段已编辑；已在掩膜版本 {version} 上重新测量</translation>
  </message>
  <message>
   <source>segment numbers repeat or are out of range</source>
   <translation>分割段编号重复或超出范围</translation>
  </message>
  <message>
   <source>series {number}</source>
   <translation>序列 {number}</translation>
  </message>
  <message>
   <source>series {number}, image {at} of {count}</source>
   <translation>序列 {number}，第 {at}/{count} 幅图像</translation>
  </message>
  <message>
   <source>series {series}</source>
   <translation>序列 {series}</translation>
  </message>
  <message>
   <source>sharp kernel {kernel}</source>
   <translation>锐利重建核 {kernel}</translation>
  </message>
  <message>
   <source>shift {shift}, range × {stretch}</source>
   <translation>平移 {shift}，范围 × {stretch}</translation>
  </message>
  <message>
   <source>sides</source>
   <translation>左右侧</translation>
  </message>
  <message>
   <source>sides are exchanged</source>
   <translation>左右侧颠倒</translation>
  </message>
  <message>
   <source>signal {code}</source>
   <translation>信号 {code}</translation>
  </message>
  <message>
   <source>single</source>
   <translation>单发</translation>
  </message>
  <message>
   <source>size band</source>
   <translation>大小分级</translation>
  </message>
  <message>
   <source>size basis</source>
   <translation>大小依据</translation>
  </message>
  <message>
   <source>slices</source>
   <translation>层</translation>
  </message>
  <message>
   <source>slices of {worst:g} mm, validated up to {thickest_mm:g} mm</source>
   <translation>层厚 {worst:g} mm，验证上限为 {thickest_mm:g} mm</translation>
  </message>
  <message>
   <source>smooth kernel</source>
   <translation>平滑重建核</translation>
  </message>
  <message>
   <source>solid</source>
   <translation>实性</translation>
  </message>
  <message>
   <source>solid diameter</source>
   <translation>实性部分直径</translation>
  </message>
  <message>
   <source>sphere of 1 mL</source>
   <translation>1 mL 球体</translation>
  </message>
  <message>
   <source>split into segments</source>
   <translation>拆分为多个分割段</translation>
  </message>
  <message>
   <source>stack {stack_id}</source>
   <translation>图像堆 {stack_id}</translation>
  </message>
  <message>
   <source>statement was {was}</source>
   <translation>表述原为 {was}</translation>
  </message>
  <message>
   <source>states {allocated} bits allocated for a pixel</source>
   <translation>说明每像素分配 {allocated} 位</translation>
  </message>
  <message>
   <source>states {stored} bits stored in {allocated}, the highest being {high}</source>
   <translation>说明 {allocated} 位中存储 {stored} 位，最高位为 {high}</translation>
  </message>
  <message>
   <source>subsolid</source>
   <translation>亚实性</translation>
  </message>
  <message>
   <source>subtract</source>
   <translation>相减</translation>
  </message>
  <message>
   <source>takes images of {count} channels ({names}), and one is supported</source>
   <translation>接受 {count} 个通道的图像（{names}），仅支持一个通道</translation>
  </message>
  <message>
   <source>the acquisition times are not stated</source>
   <translation>未说明采集时间</translation>
  </message>
  <message>
   <source>the draft of a report</source>
   <translation>报告草稿</translation>
  </message>
  <message>
   <source>the enhanced image does not fit the image</source>
   <translation>增强图像与图像不符</translation>
  </message>
  <message>
   <source>the enhanced image has values that are not numbers</source>
   <translation>增强图像含有非数字的值</translation>
  </message>
  <message>
   <source>the half-life</source>
   <translation>半衰期</translation>
  </message>
  <message>
   <source>the half-life is stated as {half_life} s, but that of {nuclide} is {known} s</source>
   <translation>半衰期标为 {half_life} 秒，而 {nuclide} 的半衰期是 {known} 秒</translation>
  </message>
  <message>
   <source>the half-life is stated as {half_life} s, which no PET tracer has</source>
   <translation>半衰期标为 {half_life} 秒，没有任何 PET 示踪剂如此</translation>
  </message>
  <message>
   <source>the images are not stated to be corrected for attenuation and decay</source>
   <translation>未说明图像经过衰减（组织及放射性）校正</translation>
  </message>
  <message>
   <source>the images do not all state the same {name}</source>
   <translation>各图像所标注的 {name} 不一致</translation>
  </message>
  <message>
   <source>the injected dose</source>
   <translation>注射剂量</translation>
  </message>
  <message>
   <source>the injected dose is stated as {dose} Bq, less than 1 MBq; it may be in another unit</source>
   <translation>注射剂量标为 {dose} Bq，小于 1 MBq；可能使用了其他单位</translation>
  </message>
  <message>
   <source>the injected dose is stated as {dose} MBq, more than {high:g} MBq</source>
   <translation>注射剂量标为 {dose} MBq，超过 {high:g} MBq</translation>
  </message>
  <message>
   <source>the injection is stated to be after the scan</source>
   <translation>注射时间标为在扫描之后</translation>
  </message>
  <message>
   <source>the injection time is not stated</source>
   <translation>未说明注射时间</translation>
  </message>
  <message>
   <source>the manifest</source>
   <translation>清单</translation>
  </message>
  <message>
   <source>the mask of its finding was changed after measuring</source>
   <translation>其对应发现的掩膜在测量后被更改</translation>
  </message>
  <message>
   <source>the mask was changed after these were measured</source>
   <translation>掩膜在这些数值测量后被更改</translation>
  </message>
  <message>
   <source>the only lung that was found</source>
   <translation>所找到的唯一一侧肺</translation>
  </message>
  <message>
   <source>the patient's weight</source>
   <translation>患者体重</translation>
  </message>
  <message>
   <source>the patient's weight is stated as {weight} kg, which is not between {low:g} and {high:g} kg</source>
   <translation>患者体重标为 {weight} kg，不在 {low:g} 至 {high:g} kg 之间</translation>
  </message>
  <message>
   <source>the phantoms cannot be read ({words})</source>
   <translation>无法读取体模（{words}）</translation>
  </message>
  <message>
   <source>the radiopharmaceutical is not stated</source>
   <translation>未说明放射性药物</translation>
  </message>
  <message>
   <source>the result file</source>
   <translation>结果文件</translation>
  </message>
  <message>
   <source>the scan is {hours} h after the injection, {count:.0f} half-lives of the tracer</source>
   <translation>扫描在注射后 {hours} 小时，相当于示踪剂的 {count:.0f} 个半衰期</translation>
  </message>
  <message>
   <source>the subtraction of a mask</source>
   <translation>蒙片减影</translation>
  </message>
  <message>
   <source>the time to which decay was corrected cannot be found</source>
   <translation>无法得知衰减校正的参考时间</translation>
  </message>
  <message>
   <source>then CT 18-24 mo</source>
   <translation>之后 18–24 个月复查 CT</translation>
  </message>
  <message>
   <source>then consider CT 18-24 mo</source>
   <translation>之后考虑 18–24 个月复查 CT</translation>
  </message>
  <message>
   <source>there are segments but no labels</source>
   <translation>有分割段但没有标签</translation>
  </message>
  <message>
   <source>there is no frame {frame}</source>
   <translation>没有第 {frame} 帧</translation>
  </message>
  <message>
   <source>this modality</source>
   <translation>此成像设备类型</translation>
  </message>
  <message>
   <source>three-dimensional image</source>
   <translation>三维图像</translation>
  </message>
  <message>
   <source>through everything</source>
   <translation>贯穿全部</translation>
  </message>
  <message>
   <source>time point {number}</source>
   <translation>时间点 {number}</translation>
  </message>
  <message>
   <source>time series</source>
   <translation>时间序列</translation>
  </message>
  <message>
   <source>to do</source>
   <translation>待办</translation>
  </message>
  <message>
   <source>took longer than {seconds:.3g} s to read</source>
   <translation>读取超过 {seconds:.3g} s</translation>
  </message>
  <message>
   <source>toward {side}</source>
   <translation>朝向{side}</translation>
  </message>
  <message>
   <source>true or false</source>
   <translation>true 或 false</translation>
  </message>
  <message>
   <source>typed</source>
   <translation>键入</translation>
  </message>
  <message>
   <source>uncalibrated</source>
   <translation>未校准</translation>
  </message>
  <message>
   <source>under 400 days</source>
   <translation>少于 400 天</translation>
  </message>
  <message>
   <source>union</source>
   <translation>并集</translation>
  </message>
  <message>
   <source>unknown fault</source>
   <translation>未知故障</translation>
  </message>
  <message>
   <source>unsharp, sigma {width:g} mm, amount {amount:g}</source>
   <translation>反锐化，sigma {width:g} mm，强度 {amount:g}</translation>
  </message>
  <message>
   <source>unstated units</source>
   <translation>未说明的单位</translation>
  </message>
  <message>
   <source>upper edge</source>
   <translation>上缘</translation>
  </message>
  <message>
   <source>upper end</source>
   <translation>上端</translation>
  </message>
  <message>
   <source>uses a class that is not allowed at {place}</source>
   <translation>在 {place} 使用了不允许的类</translation>
  </message>
  <message>
   <source>uses the unknown transfer syntax {reply}</source>
   <translation>使用未知的传输语法 {reply}</translation>
  </message>
  <message>
   <source>uses {name}, which is not allowed, at {place}</source>
   <translation>在 {place} 使用了不允许的 {name}</translation>
  </message>
  <message>
   <source>valid</source>
   <translation>可用</translation>
  </message>
  <message>
   <source>values are in {units}</source>
   <translation>数值以 {units} 为单位</translation>
  </message>
  <message>
   <source>values are off by {off:.2f} at most</source>
   <translation>数值偏差最多 {off:.2f}</translation>
  </message>
  <message>
   <source>volume 1</source>
   <translation>体积 1</translation>
  </message>
  <message>
   <source>volume 2</source>
   <translation>体积 2</translation>
  </message>
  <message>
   <source>volume change percent</source>
   <translation>体积变化百分比</translation>
  </message>
  <message>
   <source>volume doubling time over 5 years</source>
   <translation>体积倍增时间超过 5 年</translation>
  </message>
  <message>
   <source>volume doubling time {days} days</source>
   <translation>体积倍增时间 {days} 天</translation>
  </message>
  <message>
   <source>volume {number}</source>
   <translation>容积 {number}</translation>
  </message>
  <message>
   <source>volume {volume} mm3</source>
   <translation>体积 {volume} mm3</translation>
  </message>
  <message>
   <source>voxels below minus 950</source>
   <translation>低于 -950 的体素</translation>
  </message>
  <message>
   <source>wants more than making an object at {place}.{key}</source>
   <translation>在 {place}.{key} 要求的不只是生成对象</translation>
  </message>
  <message>
   <source>wants to import Python modules</source>
   <translation>试图导入 Python 模块</translation>
  </message>
  <message>
   <source>was opened before, and its files were changed since</source>
   <translation>先前已打开，而其文件之后被更改</translation>
  </message>
  <message>
   <source>weeks</source>
   <translation>周</translation>
  </message>
  <message>
   <source>weights</source>
   <translation>权重</translation>
  </message>
  <message>
   <source>what it says of the analysis is not what was written</source>
   <translation>其中关于分析的说明与写入时不符</translation>
  </message>
  <message>
   <source>works on single pictures, and only volumes are supported</source>
   <translation>处理单幅图像，仅支持容积数据</translation>
  </message>
  <message>
   <source>works on {names} at {place}, and {key} alone is supported</source>
   <translation>在 {place} 处理 {names}，仅支持 {key}</translation>
  </message>
  <message>
   <source>x0, y0, z0, x1, y1, z1 in LPS mm, about 35 x 51 x 35 mm; empty when the image is such a crop itself.</source>
   <translation>x0, y0, z0, x1, y1, z1，单位 LPS mm，约 35 x 51 x 35 mm；图像本身即为此类裁剪块时留空。</translation>
  </message>
  <message>
   <source>x0, y0, z0, x1, y1, z1; empty: whole image</source>
   <translation>x0, y0, z0, x1, y1, z1；留空：整幅图像</translation>
  </message>
  <message>
   <source>years</source>
   <translation>岁</translation>
  </message>
  <message>
   <source>{both} is both accepted and rejected.</source>
   <translation>{both} 同时被接受和拒绝。</translation>
  </message>
  <message>
   <source>{citation} (version {version})</source>
   <translation>{citation}（版本 {version}）</translation>
  </message>
  <message>
   <source>{class_name} of {name} has no method run.</source>
   <translation>{name} 的 {class_name} 没有 run 方法。</translation>
  </message>
  <message>
   <source>{count} candidates as dense as the enhanced blood of this scan ({blood:.0f} HU) that go on into vessels or the hilum were left out.</source>
   <translation>已排除 {count} 个候选：其密度与本次扫描的强化血液（{blood:.0f} HU）相同，并延续至血管或肺门。</translation>
  </message>
  <message>
   <source>{count} entries</source>
   <translation>{count} 项</translation>
  </message>
  <message>
   <source>{count} entries of what was kept of this study cannot be read and are missing: {names}.</source>
   <translation>该检查的保存内容中有 {count} 个条目无法读取，已缺失：{names}。</translation>
  </message>
  <message>
   <source>{count} entries that an earlier version of Lightbox kept cannot be read.</source>
   <translation>早期版本的 Lightbox 保存的 {count} 个条目无法读取。</translation>
  </message>
  <message>
   <source>{count} files</source>
   <translation>{count} 个文件</translation>
  </message>
  <message>
   <source>{count} files have the UID of another file that was opened with them, but other contents; they were left out.</source>
   <translation>{count} 个文件与同时打开的另一文件 UID 相同，但内容不同；已被略去。</translation>
  </message>
  <message>
   <source>{count} files were not opened, because they cannot be told from what is open: a file {reason}.</source>
   <translation>{count} 个文件未打开，因为无法与已打开的内容区分：有文件{reason}。</translation>
  </message>
  <message>
   <source>{count} files were not opened: a file {reason}.</source>
   <translation>{count} 个文件未打开：有文件{reason}。</translation>
  </message>
  <message>
   <source>{count} films</source>
   <translation>{count} 张平片</translation>
  </message>
  <message>
   <source>{count} finding was measured before the last edit: measure again</source>
   <translation>{count} 个发现在最后一次编辑前测量：请重新测量</translation>
  </message>
  <message>
   <source>{count} findings</source>
   <translation>{count} 个发现</translation>
  </message>
  <message>
   <source>{count} findings were measured before the last edit: measure again</source>
   <translation>{count} 个发现在最后一次编辑前测量：请重新测量</translation>
  </message>
  <message>
   <source>{count} jobs</source>
   <translation>{count} 个任务</translation>
  </message>
  <message>
   <source>{count} key images: a report has room for six</source>
   <translation>{count} 幅关键图像：报告最多容纳六幅</translation>
  </message>
  <message>
   <source>{count} masks lie beside the images: a click in the list shows one.</source>
   <translation>图像旁有 {count} 个掩膜：在列表中单击即可显示。</translation>
  </message>
  <message>
   <source>{count} more pictures were left out of the report.</source>
   <translation>另有 {count} 幅图像未列入报告。</translation>
  </message>
  <message>
   <source>{count} of {total} images state another scale of values than the others, or none: what the values mean is not known.</source>
   <translation>{total} 幅图像中有 {count} 幅给出的数值标度与其他不同，或没有给出：数值的含义未知。</translation>
  </message>
  <message>
   <source>{count} other series now follow, from here on; Ctrl+Shift+L takes that back.</source>
   <translation>另外 {count} 个序列从现在起联动；Ctrl+Shift+L 可取消。</translation>
  </message>
  <message>
   <source>{count} pictures; the band is one SD of the region's pixels.</source>
   <translation>{count} 幅图像；色带为区域像素的一个标准差。</translation>
  </message>
  <message>
   <source>{count} radiopharmaceuticals are stated</source>
   <translation>标注了 {count} 种放射性药物</translation>
  </message>
  <message>
   <source>{count} segments</source>
   <translation>{count} 个分割段</translation>
  </message>
  <message>
   <source>{count} series are shown apart.</source>
   <translation>{count} 个序列已分开显示。</translation>
  </message>
  <message>
   <source>{count} series are shown as phases of one volume.</source>
   <translation>{count} 个序列作为同一容积的时相显示。</translation>
  </message>
  <message>
   <source>{count} series are shown as phases of one volume. View &gt; Part series shows them apart.</source>
   <translation>{count} 个序列作为同一容积的时相显示。“视图 &gt; 拆分序列”可将其分开。</translation>
  </message>
  <message>
   <source>{count} values are infinite or no numbers; they are shown as 0 and left out of every number.</source>
   <translation>{count} 个值为无穷大或非数值；显示为 0，并且不计入任何数值。</translation>
  </message>
  <message>
   <source>{count} voxels far brighter or darker than the rest of the crop were clipped: check the image.</source>
   <translation>{count} 个体素远比裁剪区的其余部分亮或暗，已被限幅：请检查图像。</translation>
  </message>
  <message>
   <source>{derivation} {concept}</source>
   <translation>{concept}{derivation}</translation>
  </message>
  <message>
   <source>{description} is assumed.</source>
   <translation>{description}为假定值。</translation>
  </message>
  <message>
   <source>{description} {value:g} {unit} is unusual: {what}</source>
   <translation>{description} {value:g} {unit} 不常见：{what}</translation>
  </message>
  <message>
   <source>{description} {value:g}{unit} is outside the validated range ({low:g} to {high:g}{unit}).</source>
   <translation>{description} {value:g}{unit} 超出验证范围（{low:g} 至 {high:g}{unit}）。</translation>
  </message>
  <message>
   <source>{device}, {sw_batch_size} windows at once, window {roi}{place}</source>
   <translation>{device}，同时 {sw_batch_size} 个窗口，窗口 {roi}{place}</translation>
  </message>
  <message>
   <source>{entropy:.3f} bit</source>
   <translation>{entropy:.3f} bit</translation>
  </message>
  <message>
   <source>{fault} It is image {number}, frame {frame}.</source>
   <translation>{fault}位于第 {number} 幅图像，第 {frame} 帧。</translation>
  </message>
  <message>
   <source>{fault}: what the values mean is not known.</source>
   <translation>{fault}：数值的含义未知。</translation>
  </message>
  <message>
   <source>{field} cannot be {value}.</source>
   <translation>{field} 不能是 {value}。</translation>
  </message>
  <message>
   <source>{field} in {file} is {value}, it may be {allowed}.</source>
   <translation>{file} 中的 {field} 为 {value}，允许：{allowed}。</translation>
  </message>
  <message>
   <source>{file} cannot be read: {reason}.</source>
   <translation>无法读取 {file}：{reason}。</translation>
  </message>
  <message>
   <source>{file} was written by a newer Lightbox (version {version} of the settings). What this one does not know stays in it.</source>
   <translation>{file} 由较新版本的 Lightbox 写入（设置版本 {version}）。本版本不认识的内容会保留在其中。</translation>
  </message>
  <message>
   <source>{keys}; Ctrl+Z takes it back</source>
   <translation>{keys}；Ctrl+Z 可撤销</translation>
  </message>
  <message>
   <source>{key} belongs to “{names}”, which loses it.</source>
   <translation>{key} 属于“{names}”，该操作将失去此键。</translation>
  </message>
  <message>
   <source>{kind}: move it on a picture that lies as the one it was drawn on.</source>
   <translation>{kind}：请在与绘制时方向一致的图像上移动或修改。</translation>
  </message>
  <message>
   <source>{label} (optional)</source>
   <translation>{label}（可选）</translation>
  </message>
  <message>
   <source>{label}: not reviewed</source>
   <translation>{label}：未审阅</translation>
  </message>
  <message>
   <source>{label}: rejected</source>
   <translation>{label}：已拒绝</translation>
  </message>
  <message>
   <source>{label}: {caveat}</source>
   <translation>{label}：{caveat}</translation>
  </message>
  <message>
   <source>{long_axis:.1f} × {short_axis:.1f} mm (mean {mean:.1f} mm)</source>
   <translation>{long_axis:.1f} × {short_axis:.1f} mm（平均 {mean:.1f} mm）</translation>
  </message>
  <message>
   <source>{low:g} to {high:g} {unit}.</source>
   <translation>{low:g} 到 {high:g} {unit}。</translation>
  </message>
  <message>
   <source>{missing} slice(s) are missing: {named}{more}, where {typical:.2f} mm is regular.</source>
   <translation>缺失 {missing} 层：{named}{more}，正常间距为 {typical:.2f} mm。</translation>
  </message>
  <message>
   <source>{model} of {label}</source>
   <translation>{label} 的 {model}</translation>
  </message>
  <message>
   <source>{model} will stand in the report. Ctrl+Z takes it back.</source>
   <translation>{model} 将写入报告。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{model} – finding {about}</source>
   <translation>{model} – 发现 {about}</translation>
  </message>
  <message>
   <source>{model}: {reason}</source>
   <translation>{model}：{reason}</translation>
  </message>
  <message>
   <source>{moving} was laid on {fixed}: turned by {rotation_deg:.1f}°, moved by {shift_mm:.1f} mm, mutual information {similarity:.2f}. Edges must run on from square to square; discard it where they do not.</source>
   <translation>{moving} 已配准到 {fixed}：旋转 {rotation_deg:.1f}°，平移 {shift_mm:.1f} mm，互信息 {similarity:.2f}。边缘在相邻方格间须连续；否则请放弃。</translation>
  </message>
  <message>
   <source>{names}: {caveat}</source>
   <translation>{names}：{caveat}</translation>
  </message>
  <message>
   <source>{name} "{value}" cannot be used as a number</source>
   <translation>{name} “{value}”不能作为数值使用</translation>
  </message>
  <message>
   <source>{name} cannot be loaded from {name2}.</source>
   <translation>无法从 {name2} 加载 {name}。</translation>
  </message>
  <message>
   <source>{name} cannot be read as DICOM.</source>
   <translation>{name} 无法作为 DICOM 读取。</translation>
  </message>
  <message>
   <source>{name} cannot be read as a picture.</source>
   <translation>{name} 无法作为图片读取。</translation>
  </message>
  <message>
   <source>{name} cannot be read as an image.</source>
   <translation>{name} 无法作为图像读取。</translation>
  </message>
  <message>
   <source>{name} cannot be read as an image: {reason}.</source>
   <translation>{name} 不能作为图像读取：{reason}。</translation>
  </message>
  <message>
   <source>{name} cannot be read.</source>
   <translation>无法读取 {name}。</translation>
  </message>
  <message>
   <source>{name} cannot be written here: no permission.</source>
   <translation>无法在此写入 {name}：没有权限。</translation>
  </message>
  <message>
   <source>{name} cannot be written: {strerror}.</source>
   <translation>无法写入 {name}：{strerror}。</translation>
  </message>
  <message>
   <source>{name} claims more than 4 GiB of voxels.</source>
   <translation>{name} 声称有超过 4 GiB 的体素。</translation>
  </message>
  <message>
   <source>{name} did not finish within {deadline_s:g} s and was stopped.</source>
   <translation>{name} 未在 {deadline_s:g} s 内完成，已停止。</translation>
  </message>
  <message>
   <source>{name} does not come with this program and nobody has let it run yet. {words}</source>
   <translation>{name} 并非随本程序提供，且尚无人允许其运行。{words}</translation>
  </message>
  <message>
   <source>{name} does not come with this program. It will run with your rights: it can read and change your files.</source>
   <translation>{name} 并非随本程序提供。它将以您的权限运行：可读取和更改您的文件。</translation>
  </message>
  <message>
   <source>{name} does not exist.</source>
   <translation>{name} 不存在。</translation>
  </message>
  <message>
   <source>{name} does not hold whole label numbers.</source>
   <translation>{name} 不含整数标签。</translation>
  </message>
  <message>
   <source>{name} does not say which series it was made on.</source>
   <translation>{name} 没有说明它在哪个序列上制作。</translation>
  </message>
  <message>
   <source>{name} does not state its modality:</source>
   <translation>{name} 未说明成像设备类型：</translation>
  </message>
  <message>
   <source>{name} ended unexpectedly ({how_it_ended}); no result was kept.</source>
   <translation>{name} 意外终止（{how_it_ended}）；未保留结果。</translation>
  </message>
  <message>
   <source>{name} gave a result that cannot be used: {problem}.</source>
   <translation>{name} 给出的结果无法使用：{problem}。</translation>
  </message>
  <message>
   <source>{name} has label numbers outside 0 to 65535.</source>
   <translation>{name} 的标签编号超出 0 至 65535。</translation>
  </message>
  <message>
   <source>{name} has no class {class_name} in {name2}.</source>
   <translation>{name2} 中没有 {name} 的类 {class_name}。</translation>
  </message>
  <message>
   <source>{name} has no contours.</source>
   <translation>{name} 没有轮廓。</translation>
  </message>
  <message>
   <source>{name} has no file {name2}.</source>
   <translation>{name} 缺少文件 {name2}。</translation>
  </message>
  <message>
   <source>{name} has no parameter {unknown}.</source>
   <translation>{name} 没有参数 {unknown}。</translation>
  </message>
  <message>
   <source>{name} has shape {found}, not {wanted}</source>
   <translation>{name} 的形状为 {found}，而非 {wanted}</translation>
  </message>
  <message>
   <source>{name} holds {count} volumes, and nothing says which segments they are.</source>
   <translation>{name} 含 {count} 个容积，没有信息说明它们是哪些分段。</translation>
  </message>
  <message>
   <source>{name} holds {count} volumes.</source>
   <translation>{name} 含 {count} 个容积。</translation>
  </message>
  <message>
   <source>{name} is a color picture, not a film.</source>
   <translation>{name} 是彩色图片，不是平片。</translation>
  </message>
  <message>
   <source>{name} is a signed report; it is not written over.</source>
   <translation>{name} 是已签署的报告；不会被覆盖。</translation>
  </message>
  <message>
   <source>{name} is another file than what is written; it is kept.</source>
   <translation>{name} 不是要写入的那种文件，或正在被读取；已保留原文件。</translation>
  </message>
  <message>
   <source>{name} is asked for in {unit}.</source>
   <translation>{name} 的单位应为 {unit}。</translation>
  </message>
  <message>
   <source>{name} is compressed, but its name does not end in .gz.</source>
   <translation>{name} 是压缩文件，但其名称不以 .gz 结尾。</translation>
  </message>
  <message>
   <source>{name} is damaged ({fault})</source>
   <translation>{name} 已损坏（{fault}）</translation>
  </message>
  <message>
   <source>{name} is damaged or incomplete.</source>
   <translation>{name} 已损坏或不完整。</translation>
  </message>
  <message>
   <source>{name} is in use by another program.</source>
   <translation>{name} 正被另一个程序使用。</translation>
  </message>
  <message>
   <source>{name} is incomplete.</source>
   <translation>{name} 不完整。</translation>
  </message>
  <message>
   <source>{name} is neither a folder nor a ZIP archive.</source>
   <translation>{name} 既不是文件夹也不是 ZIP 压缩包。</translation>
  </message>
  <message>
   <source>{name} is no name for a model.</source>
   <translation>{name} 不能用作模型名称。</translation>
  </message>
  <message>
   <source>{name} is not JSON.</source>
   <translation>{name} 不是 JSON。</translation>
  </message>
  <message>
   <source>{name} is not a DICOM segmentation.</source>
   <translation>{name} 不是 DICOM 分割。</translation>
  </message>
  <message>
   <source>{name} is not a mask that can be read.</source>
   <translation>{name} 不是可读取的掩膜。</translation>
  </message>
  <message>
   <source>{name} is not a single picture.</source>
   <translation>{name} 不是单幅图片。</translation>
  </message>
  <message>
   <source>{name} is not a structure set.</source>
   <translation>{name} 不是结构集。</translation>
  </message>
  <message>
   <source>{name} is not beside the findings file.</source>
   <translation>{name} 不在发现文件旁边。</translation>
  </message>
  <message>
   <source>{name} is not compressed, but its name ends in .gz.</source>
   <translation>{name} 不是压缩文件，但其名称以 .gz 结尾。</translation>
  </message>
  <message>
   <source>{name} is not shown as it is in the file.</source>
   <translation>{name} 的显示与文件内容不完全一致。</translation>
  </message>
  <message>
   <source>{name} is not shown: its series was closed while it was read.</source>
   <translation>未显示 {name}：读取期间其序列已关闭。</translation>
  </message>
  <message>
   <source>{name} is not stated</source>
   <translation>{name}未给出</translation>
  </message>
  <message>
   <source>{name} is not the file that the analysis wrote.</source>
   <translation>{name} 不是分析所写的文件。</translation>
  </message>
  <message>
   <source>{name} is shown already.</source>
   <translation>{name} 已经显示。</translation>
  </message>
  <message>
   <source>{name} is shown; segments: {count}</source>
   <translation>已显示 {name}；分段数：{count}</translation>
  </message>
  <message>
   <source>{name} is stated as "{value}", which is not a usable number</source>
   <translation>{name}标为“{value}”，不是可用的数值</translation>
  </message>
  <message>
   <source>{name} is there already and is not written over.</source>
   <translation>{name} 已存在，不会被覆盖。</translation>
  </message>
  <message>
   <source>{name} is there already. Replace it?</source>
   <translation>{name} 已存在。是否替换？</translation>
  </message>
  <message>
   <source>{name} is too large for a findings file.</source>
   <translation>{name} 作为发现文件过大。</translation>
  </message>
  <message>
   <source>{name} is version {number} of the signed report; it is not written over.</source>
   <translation>{name} 是已签署报告的版本 {number}；不会被覆盖。</translation>
  </message>
  <message>
   <source>{name} looks like an image, not like a mask: it has many values, and those of neighboring voxels differ.</source>
   <translation>{name} 看起来是图像而不是掩膜：它有许多不同的值，且相邻体素的值互不相同。</translation>
  </message>
  <message>
   <source>{name} marks nothing on this image.</source>
   <translation>{name} 在此图像上没有任何标记。</translation>
  </message>
  <message>
   <source>{name} must be a date such as 2026-03-31.</source>
   <translation>{name} 须为日期，如 2026-03-31。</translation>
  </message>
  <message>
   <source>{name} must be a number in plain digits.</source>
   <translation>{name} 须为普通数字。</translation>
  </message>
  <message>
   <source>{name} must be a number.</source>
   <translation>{name} 须为数字。</translation>
  </message>
  <message>
   <source>{name} must be one of: {names}.</source>
   <translation>{name} 须为以下之一：{names}。</translation>
  </message>
  <message>
   <source>{name} must be yes or no.</source>
   <translation>{name} 须为是或否。</translation>
  </message>
  <message>
   <source>{name} must be {kind}.</source>
   <translation>{name} 须为{kind}。</translation>
  </message>
  <message>
   <source>{name} names no model in its manifest.</source>
   <translation>{name} 的清单中没有模型。</translation>
  </message>
  <message>
   <source>{name} needs more memory than is there and was stopped.</source>
   <translation>{name} 需要的内存超过可用内存，已停止。</translation>
  </message>
  <message>
   <source>{name} needs more memory than is there.</source>
   <translation>{name} 需要的内存超过可用内存。</translation>
  </message>
  <message>
   <source>{name} now follows {name2}.</source>
   <translation>{name} 现与 {name2} 联动。</translation>
  </message>
  <message>
   <source>{name} of the bundle cannot be read.</source>
   <translation>无法读取模型包中的 {name}。</translation>
  </message>
  <message>
   <source>{name} of the bundle is larger than is allowed.</source>
   <translation>模型包中的 {name} 大于允许的大小。</translation>
  </message>
  <message>
   <source>{name} returned too many saliency maps.</source>
   <translation>{name} 返回的显著图过多。</translation>
  </message>
  <message>
   <source>{name} sent something that is no result; it was stopped.</source>
   <translation>{name} 发送了并非结果的内容；已将其停止。</translation>
  </message>
  <message>
   <source>{name} was given as {value}; the images state {stated}.</source>
   <translation>{name}填写为 {value}；图像中标明为 {stated}。</translation>
  </message>
  <message>
   <source>{name} was given as {value}; {stated} was measured.</source>
   <translation>{name}填写为 {value}；测得值为 {stated}。</translation>
  </message>
  <message>
   <source>{name} was made on a series that is not open.</source>
   <translation>{name} 所依据的序列没有打开。</translation>
  </message>
  <message>
   <source>{name} was not run: the geometry of this series is doubtful. {reasons}</source>
   <translation>未运行 {name}：此序列的几何信息可疑。{reasons}</translation>
  </message>
  <message>
   <source>{name} was {before}, is {now}</source>
   <translation>{name} 原为 {before}，现为 {now}</translation>
  </message>
  <message>
   <source>{name} written beside it.</source>
   <translation>已在其旁写入 {name}。</translation>
  </message>
  <message>
   <source>{name} {number:g} {unit} is not possible ({low:g} to {high:g}).</source>
   <translation>{name} {number:g} {unit} 不可能（{low:g} 至 {high:g}）。</translation>
  </message>
  <message>
   <source>{name} {shown} ({origin})</source>
   <translation>{name} {shown}（{origin}）</translation>
  </message>
  <message>
   <source>{name} {shown} {unit} ({origin})</source>
   <translation>{name} {shown} {unit}（{origin}）</translation>
  </message>
  <message>
   <source>{name} {value} is not what is measured now: {fact}.</source>
   <translation>{name} {value} 与目前测得的 {fact} 不符。</translation>
  </message>
  <message>
   <source>{name} {version} on {device} ({precision}), {time:.1f} s</source>
   <translation>{name} {version}，{device}（{precision}），{time:.1f} s</translation>
  </message>
  <message>
   <source>{name} {what}.</source>
   <translation>{name} {what}。</translation>
  </message>
  <message>
   <source>{name}, the list of signed reports, cannot be read.</source>
   <translation>已签署报告的列表 {name} 无法读取。</translation>
  </message>
  <message>
   <source>{name}, volume {number} of {count}</source>
   <translation>{name}，第 {number} 个容积，共 {count} 个</translation>
  </message>
  <message>
   <source>{name}: cut at the {ends} of the image: not a lung volume. No volume of the lung and no emphysema index is given.</source>
   <translation>{name}：在图像的{ends}被截断：不是肺容积。不给出肺容积和肺气肿指数。</translation>
  </message>
  <message>
   <source>{name}: overlay {each:04X}: {each2}</source>
   <translation>{name}：叠加层 {each:04X}：{each2}</translation>
  </message>
  <message>
   <source>{name}: the origin must be measured, typed or assumed.</source>
   <translation>{name}：来源须为测量、键入或假定。</translation>
  </message>
  <message>
   <source>{name}: there is no “{unknown}”.</source>
   <translation>{name}：没有“{unknown}”。</translation>
  </message>
  <message>
   <source>{name}: {caveat}</source>
   <translation>{name}：{caveat}</translation>
  </message>
  <message>
   <source>{name}: {states} is not shown</source>
   <translation>{name}：{states} 未显示</translation>
  </message>
  <message>
   <source>{one} or {other}</source>
   <translation>{one} 或 {other}</translation>
  </message>
  <message>
   <source>{palette} searches every action by a few letters; {help} lists all keys.</source>
   <translation>{palette} 用几个字母搜索所有操作；{help} 列出所有快捷键。</translation>
  </message>
  <message>
   <source>{path} does not exist.</source>
   <translation>{path} 不存在。</translation>
  </message>
  <message>
   <source>{percent} % of its pixels have no value: left out</source>
   <translation>其中 {percent} % 的像素没有数值：已略去</translation>
  </message>
  <message>
   <source>{percent} % of the segment has no value; intensities are of the rest.</source>
   <translation>该分割的 {percent} % 没有数值；强度取自其余部分。</translation>
  </message>
  <message>
   <source>{percent} % of the segment lies outside of this image and is left out.</source>
   <translation>该分段的 {percent} % 位于此图像之外，未读入。</translation>
  </message>
  <message>
   <source>{percent} % of what is marked lies outside of this image and is left out.</source>
   <translation>所标记内容的 {percent} % 位于此图像之外，未读入。</translation>
  </message>
  <message>
   <source>{plane} image</source>
   <translation>{plane} 图像</translation>
  </message>
  <message>
   <source>{plane} tilted {tilt:.0f}°, {middle}</source>
   <translation>{plane} 倾斜 {tilt:.0f}°，{middle}</translation>
  </message>
  <message>
   <source>{plane}, turned</source>
   <translation>{plane}，已旋转</translation>
  </message>
  <message>
   <source>{position} film, not PA</source>
   <translation>{position} 位片，非 PA 位</translation>
  </message>
  <message>
   <source>{probability}, as the plugin gave it; not editable</source>
   <translation>{probability}，由插件给出；不可编辑</translation>
  </message>
  <message>
   <source>{proposed} proposed: {accepted} accepted, {edited} edited, {rejected} rejected, {unreviewed} not reviewed</source>
   <translation>{proposed} 项候选：接受 {accepted} 项，编辑 {edited} 项，拒绝 {rejected} 项，未审阅 {unreviewed} 项</translation>
  </message>
  <message>
   <source>{read} of {files} files read</source>
   <translation>已读取 {read}/{files} 个文件</translation>
  </message>
  <message>
   <source>{read} of {files} files read into 1 study; {count} left out.</source>
   <translation>已读取 {read}/{files} 个文件，共 1 个检查；{count} 个未读入。</translation>
  </message>
  <message>
   <source>{read} of {files} files read into {studies} studies; {count} left out.</source>
   <translation>已读取 {read}/{files} 个文件，共 {studies} 个检查；{count} 个未读入。</translation>
  </message>
  <message>
   <source>{read} of {files} files read, {count} left out</source>
   <translation>已读取 {read}/{files} 个文件，{count} 个未读入</translation>
  </message>
  <message>
   <source>{risk} risk</source>
   <translation>{risk}风险</translation>
  </message>
  <message>
   <source>{rows} lines written: {name}</source>
   <translation>已写入 {rows} 行：{name}</translation>
  </message>
  <message>
   <source>{sentence} This is not stated.</source>
   <translation>{sentence}对此未作说明。</translation>
  </message>
  <message>
   <source>{sentence} This scan is not.</source>
   <translation>{sentence}此次扫描不符合。</translation>
  </message>
  <message>
   <source>{series}: {words}</source>
   <translation>{series}：{words}</translation>
  </message>
  <message>
   <source>{slab_mode} of a slab of {slab_mm:g} mm</source>
   <translation>{slab_mm:g} mm 层厚块的 {slab_mode}</translation>
  </message>
  <message>
   <source>{spacing_ji:.4g} x {spacing_ji2:.4g} mm</source>
   <translation>{spacing_ji:.4g} x {spacing_ji2:.4g} mm</translation>
  </message>
  <message>
   <source>{start}… (cut; {count} letters)</source>
   <translation>{start}…（已截断；共 {count} 个字符）</translation>
  </message>
  <message>
   <source>{status} by {name}, {time}</source>
   <translation>{status}，{name}，{time}</translation>
  </message>
  <message>
   <source>{steps:.2f} mm between images {i} and {i2}</source>
   <translation>图像 {i} 与 {i2} 之间 {steps:.2f} mm</translation>
  </message>
  <message>
   <source>{text} by {by}, {moment}</source>
   <translation>{text}，{by}，{moment}</translation>
  </message>
  <message>
   <source>{text}. Ctrl+Z takes it back.</source>
   <translation>{text}。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{undo_text}. Ctrl+Z takes it back.</source>
   <translation>{undo_text}。Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{value:.3f} {unit}, expected {wanted:.3f} {unit}</source>
   <translation>{value:.3f} {unit}，应为 {wanted:.3f} {unit}</translation>
  </message>
  <message>
   <source>{value} ({scheme}); double click to change</source>
   <translation>{value}（{scheme}）；双击更改</translation>
  </message>
  <message>
   <source>{vertical} over {horizontal}</source>
   <translation>{vertical} 随 {horizontal} 变化</translation>
  </message>
  <message>
   <source>{voltage:g} kV, validated at 120 kV</source>
   <translation>{voltage:g} kV，在 120 kV 下验证</translation>
  </message>
  <message>
   <source>{waiting} to review</source>
   <translation>{waiting} 项待审阅</translation>
  </message>
  <message>
   <source>{what} in the file is incomplete or not of its type.</source>
   <translation>文件中的{what}不完整或类型不符。</translation>
  </message>
  <message>
   <source>{what}: {reason}</source>
   <translation>{what}：{reason}</translation>
  </message>
  <message>
   <source>{words} Its content has changed since it was let run.</source>
   <translation>{words} 自允许运行以来其内容已更改。</translation>
  </message>
  <message>
   <source>{words} in {time:.1f} s</source>
   <translation>{words}，用时 {time:.1f} s</translation>
  </message>
  <message>
   <source>{words}.</source>
   <translation>{words}。</translation>
  </message>
  <message>
   <source>{words}. FAILED: {failed}</source>
   <translation>{words}。失败：{failed}</translation>
  </message>
  <message>
   <source>{words}: its direction is {degrees:.2f}° off the slice normal. The grid keeps the shear; it is straightened for display.</source>
   <translation>{words}：其方向偏离层面法线 {degrees:.2f}°。网格保留该剪切；显示时已校直。</translation>
  </message>
  <message>
   <source>{word} was {meaning}</source>
   <translation>{word} 原为 {meaning}</translation>
  </message>
  <message>
   <source>“{label}” belongs to another image.</source>
   <translation>“{label}”属于另一图像。</translation>
  </message>
  <message>
   <source>“{label}” is hidden; show it first.</source>
   <translation>“{label}”已隐藏；请先显示。</translation>
  </message>
  <message>
   <source>“{label}” is locked.</source>
   <translation>“{label}”已锁定。</translation>
  </message>
  <message>
   <source>“{normal}” is not a normal.</source>
   <translation>“{normal}”不是法向量。</translation>
  </message>
  <message>
   <source>“{pair}” is not a parameter.</source>
   <translation>“{pair}”不是参数。</translation>
  </message>
  <message>
   <source>■ Geometry: refused</source>
   <translation>■ 几何：不可信</translation>
  </message>
  <message>
   <source>■ geometry</source>
   <translation>■ 几何</translation>
  </message>
  <message>
   <source>▲ Geometry: caution</source>
   <translation>▲ 几何：注意</translation>
  </message>
  <message>
   <source>▲ caution</source>
   <translation>▲ 注意</translation>
  </message>
  <message>
   <source>● Geometry ok</source>
   <translation>● 几何正常</translation>
  </message>
  <message>
   <source>★ Key image</source>
   <translation>★ 关键图像</translation>
  </message>
  <message>
   <source>⚠ Fallback: {fallback}</source>
   <translation>⚠ 降级运行：{fallback}</translation>
  </message>
  <message>
   <source>⚠ The outline was changed after measuring: these numbers are of the former one.
</source>
   <translation>⚠ 测量后轮廓已更改：这些数值属于先前的轮廓。
</translation>
  </message>
  <message>
   <source>简体中文</source>
   <translation>简体中文</translation>
  </message>
 </context>
</TS>
